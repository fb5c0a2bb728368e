package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the claims of an id_token must say (OpenID Connect Core §3.1.3.7), after its signature was
 * verified.
 */
final class IdTokenRules {
  /** An older id_token was not made for this login. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private static final int MAX_SUBJECT = 255;

  private final String clientId;
  private final long leeway;

  IdTokenRules(String clientId, Duration leeway) {
    this.clientId = clientId;
    this.leeway = leeway.toSeconds();
  }

  /**
   * @param issuer as discovery spells it
   * @param accessToken that came along, for {@code at_hash}
   */
  record Expected(String issuer, String nonce, String accessToken, OptionalLong authTimeNotBefore) {
    @Override
    public String toString() {
      return "Expected[" + issuer + "]";
    }
  }

  /**
   * @throws RelyingPartyException {@code MISBEHAVED}, or {@code NOT_FRESH} for the last check
   */
  void check(JsonMembers claims, SignatureAlgorithm algorithm, Expected expected, Instant now) {
    checkIssuer(claims, expected.issuer());
    checkAudience(claims);
    checkTimes(claims, now.getEpochSecond());
    checkNonce(claims, expected.nonce());
    checkSubject(claims);
    checkAccessTokenHash(claims, algorithm, expected.accessToken());
    checkFresh(claims, expected.authTimeNotBefore(), now.getEpochSecond());
  }

  /** §3.1.3.7 step 2: exactly, a trailing slash included. */
  private static void checkIssuer(JsonMembers claims, String issuer) {
    if (!claims.requiredText("iss").equals(issuer)) {
      throw claims.wrong("iss", "is not the issuer");
    }
  }

  /** Steps 3 to 5. */
  private void checkAudience(JsonMembers claims) {
    Set<String> audience =
        claims.members().get("aud") instanceof String one
            ? Set.of(one)
            : new LinkedHashSet<>(claims.texts("aud"));
    if (!audience.contains(clientId)) {
      throw claims.wrong("aud", "is not this client");
    }
    boolean hasParty = claims.members().containsKey("azp");
    if (audience.size() > 1 && !hasParty) {
      throw claims.wrong("azp", "is missing beside several audiences");
    }
    if (hasParty && !claims.text("azp").orElse("").equals(clientId)) {
      throw claims.wrong("azp", "is not this client");
    }
  }

  /** Steps 9 and 10, RFC 7519 §4.1.5. */
  private void checkTimes(JsonMembers claims, long now) {
    long expires = required(claims, "exp");
    if (now - leeway >= expires) {
      throw claims.wrong("exp", "has passed");
    }
    long issued = required(claims, "iat");
    if (issued > now + leeway) {
      throw claims.wrong("iat", "lies in the future");
    }
    if (issued < now - leeway - MAX_AGE.toSeconds()) {
      throw claims.wrong("iat", "lies too far back");
    }
    OptionalLong notBefore = claims.seconds("nbf");
    if (notBefore.isPresent() && notBefore.getAsLong() > now + leeway) {
      throw claims.wrong("nbf", "lies in the future");
    }
  }

  private static long required(JsonMembers claims, String name) {
    return claims.seconds(name).orElseThrow(() -> claims.wrong(name, "is missing"));
  }

  /** Step 11. */
  private static void checkNonce(JsonMembers claims, String nonce) {
    String actual = claims.requiredText("nonce");
    if (!MessageDigest.isEqual(
        actual.getBytes(StandardCharsets.UTF_8), nonce.getBytes(StandardCharsets.UTF_8))) {
      throw claims.wrong("nonce", "is not that of this login");
    }
  }

  /** §2: at most 255 characters. */
  private static void checkSubject(JsonMembers claims) {
    String subject = claims.requiredText("sub");
    if (subject.length() > MAX_SUBJECT
        || subject.isBlank()
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw claims.wrong("sub", "is not an identifier");
    }
  }

  /** §3.1.3.6: the left half of the hash, with the hash of the signature algorithm. */
  private static void checkAccessTokenHash(
      JsonMembers claims, SignatureAlgorithm algorithm, String accessToken) {
    if (!claims.members().containsKey("at_hash")) {
      return;
    }
    byte[] hash = digest(algorithm.atHash(), accessToken.getBytes(StandardCharsets.US_ASCII));
    String half = Digests.base64Url(Arrays.copyOf(hash, hash.length / 2));
    if (!claims.requiredText("at_hash").equals(half)) {
      throw claims.wrong("at_hash", "is not that of the access token");
    }
  }

  private static byte[] digest(String algorithm, byte[] input) {
    try {
      return MessageDigest.getInstance(algorithm).digest(input);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has " + algorithm, impossible);
    }
  }

  /**
   * Step 13. {@code auth_time} is by the provider's clock; {@code iat}, made a moment ago, tells
   * how far that clock is from ours, so that the leeway is not a gift to an older login.
   */
  private void checkFresh(JsonMembers claims, OptionalLong notBefore, long now) {
    OptionalLong authenticated = claims.seconds("auth_time");
    if (notBefore.isEmpty()) {
      return;
    }
    long ahead = now - required(claims, "iat");
    long skew = Math.max(-leeway, Math.min(leeway, ahead));
    // Both are cut to whole seconds: one second may be lost.
    if (authenticated.isEmpty() || authenticated.getAsLong() + skew + 1 < notBefore.getAsLong()) {
      throw new RelyingPartyException(
          Kind.NOT_FRESH, "id_token: auth_time does not prove a new login");
    }
  }
}
