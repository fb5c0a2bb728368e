package io.tributary.broker.bench;

import io.tributary.platform.relyingparty.FakeUpstream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who logs in: many people, since the logins of one would wait for one another's row. */
final class People {
  static final int COUNT = 200;

  private final FakeUpstream upstream;
  private final AtomicInteger number = new AtomicInteger();

  People(FakeUpstream upstream) {
    this.upstream = upstream;
  }

  /** The upstream logs in another one from now on. */
  void next() {
    int person = number.incrementAndGet() % COUNT;
    upstream.user(
        Map.of(
            "sub", "00u" + person,
            "preferred_username", "person" + person + "@example.com",
            "name", "Person " + person,
            "email", "person" + person + "@example.com",
            "email_verified", true,
            "groups", List.of("netbox_admin", "Everyone", "network", "oncall", "berlin")));
  }
}
