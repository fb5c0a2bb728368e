package io.tributary.broker.account;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verified logins for tests, put together by claims. */
final class Logins {
  private final String upstream;
  private final String sub;
  private final Map<String, Object> claims = new LinkedHashMap<>();

  private Logins(String upstream, String sub) {
    this.upstream = upstream;
    this.sub = sub;
  }

  static Logins at(String upstream, String sub) {
    return new Logins(upstream, sub);
  }

  Logins named(String preferredUsername) {
    claims.put("preferred_username", preferredUsername);
    return this;
  }

  Logins email(String email, boolean verified) {
    claims.put("email", email);
    claims.put("email_verified", verified);
    return this;
  }

  Logins claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  Identity identity() {
    return new Identity(
        upstream,
        "https://" + upstream + ".example",
        sub,
        text("preferred_username"),
        text("email"),
        Boolean.TRUE.equals(claims.get("email_verified")),
        text("name"),
        List.of(),
        ClaimSet.ofValues(claims));
  }

  private Optional<String> text(String claim) {
    return Optional.ofNullable((String) claims.get(claim)).filter(text -> !text.isEmpty());
  }
}
