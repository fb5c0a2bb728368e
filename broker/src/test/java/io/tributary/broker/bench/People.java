package io.tributary.broker.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who logs in: many people, since the logins of one would wait for one another's row. */
final class People {
  static final int COUNT = 200;

  private final AtomicInteger known = new AtomicInteger();
  private final AtomicInteger strangers = new AtomicInteger();
  private volatile boolean nobodyTwice;

  /** From now on everybody who comes is new; or the same two hundred again. */
  void nobodyTwice(boolean everybodyNew) {
    nobodyTwice = everybodyNew;
  }

  /** The name of the next one. */
  String next() {
    return nobodyTwice
        ? "stranger" + strangers.incrementAndGet()
        : "person" + Math.floorMod(known.incrementAndGet(), COUNT);
  }

  /** What the upstream says of somebody: in the id_token and in userinfo. */
  static Map<String, Object> claims(String person) {
    return Map.of(
        "sub",
        "00u" + person,
        "preferred_username",
        person + "@example.com",
        "name",
        "Person " + person,
        "given_name",
        "Person",
        "family_name",
        person,
        "email",
        person + "@example.com",
        "email_verified",
        true,
        "groups",
        List.of("netbox_admin", "Everyone", "network", "oncall", "berlin"));
  }
}
