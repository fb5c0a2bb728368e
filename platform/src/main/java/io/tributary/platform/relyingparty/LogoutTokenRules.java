package io.tributary.platform.relyingparty;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the claims of a logout token must say (OpenID Connect Back-Channel Logout §2.6), after its
 * signature was verified.
 */
final class LogoutTokenRules {
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final int MAX_NAME = 255;

  private final String clientId;
  private final long leeway;

  LogoutTokenRules(String clientId, Duration leeway) {
    this.clientId = clientId;
    this.leeway = leeway.toSeconds();
  }

  /**
   * @param issuer as discovery spells it
   * @throws RelyingPartyException {@code MISBEHAVED}
   */
  LogoutNotice check(JsonMembers claims, String issuer, Instant now) {
    if (!claims.requiredText("iss").equals(issuer)) {
      throw claims.wrong("iss", "is not the issuer");
    }
    checkAudience(claims);
    long issued = checkTimes(claims, now.getEpochSecond());
    checkEvent(claims);
    // §2.4: it is what keeps a logout token from being taken for an id_token.
    if (claims.members().containsKey("nonce")) {
      throw claims.wrong("nonce", "is prohibited");
    }
    Optional<String> sid = name(claims, "sid");
    Optional<String> sub = name(claims, "sub");
    if (sid.isEmpty() && sub.isEmpty()) {
      throw claims.wrong("sid", "and sub are both missing");
    }
    String jti = name(claims, "jti").orElseThrow(() -> claims.wrong("jti", "is missing"));
    return new LogoutNotice(issuer, sid, sub, jti, Instant.ofEpochSecond(issued));
  }

  private void checkAudience(JsonMembers claims) {
    Set<String> audience =
        claims.members().get("aud") instanceof String one
            ? Set.of(one)
            : new LinkedHashSet<>(claims.texts("aud"));
    if (!audience.contains(clientId)) {
      throw claims.wrong("aud", "is not this client");
    }
  }

  private long checkTimes(JsonMembers claims, long now) {
    if (now - leeway >= required(claims, "exp")) {
      throw claims.wrong("exp", "has passed");
    }
    long issued = required(claims, "iat");
    if (issued > now + leeway) {
      throw claims.wrong("iat", "lies in the future");
    }
    if (issued < now - leeway - LogoutNotice.MAX_AGE.toSeconds()) {
      throw claims.wrong("iat", "lies too far back");
    }
    return issued;
  }

  private static long required(JsonMembers claims, String name) {
    return claims.seconds(name).orElseThrow(() -> claims.wrong(name, "is missing"));
  }

  /** §2.4: a member of that name, an object. */
  private static void checkEvent(JsonMembers claims) {
    if (!(claims.members().get("events") instanceof Map<?, ?> events)
        || !(events.get(EVENT) instanceof Map<?, ?>)) {
      throw claims.wrong("events", "does not say that a session has ended");
    }
  }

  private static Optional<String> name(JsonMembers claims, String name) {
    if (!claims.members().containsKey(name)) {
      return Optional.empty();
    }
    String value = claims.requiredText(name);
    if (value.length() > MAX_NAME
        || value.isBlank()
        || value.chars().anyMatch(Character::isISOControl)) {
      throw claims.wrong(name, "is not an identifier");
    }
    return Optional.of(value);
  }
}
