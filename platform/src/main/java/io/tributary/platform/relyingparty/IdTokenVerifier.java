package io.tributary.platform.relyingparty;

import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether an id_token proves this login: form, algorithm, key, signature, claims, in this
 * order.
 */
final class IdTokenVerifier {
  /** RFC 7518 §3.2: a key as long as the hash. */
  private static final int MIN_SECRET_BYTES = 32;

  private final Set<SignatureAlgorithm> allowed;
  private final Optional<String> secret;
  private final IdTokenRules rules;
  private final Cached<KeySet> keys;
  private final StrictJson json = new StrictJson();
  private final Clock clock;

  /**
   * @throws IllegalArgumentException for an algorithm that we do not know, and for HS256 without a
   *     client secret of 32 bytes
   */
  IdTokenVerifier(ProviderSettings settings, Cached<KeySet> keys, Clock clock) {
    this.allowed = allowed(settings.algorithms());
    this.secret = settings.clientSecret().map(configured -> configured.reveal());
    this.rules = new IdTokenRules(settings.clientId(), settings.clockLeeway());
    this.keys = keys;
    this.clock = clock;
    boolean longEnough = secret.filter(IdTokenVerifier::isLong).isPresent();
    if (allowed.contains(SignatureAlgorithm.HS256) && !longEnough) {
      throw new IllegalArgumentException("HS256 needs a client secret of 32 bytes or more");
    }
  }

  private static boolean isLong(String secret) {
    return secret.getBytes(StandardCharsets.UTF_8).length >= MIN_SECRET_BYTES;
  }

  private static Set<SignatureAlgorithm> allowed(Set<String> configured) {
    Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
    for (String name : configured) {
      algorithms.add(
          SignatureAlgorithm.of(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "An id_token cannot be verified with the algorithm " + name)));
    }
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("At least one algorithm must be allowed");
    }
    return algorithms;
  }

  /** The claims, proven; or {@link RelyingPartyException}. */
  Future<JsonMembers> verify(String idToken, IdTokenRules.Expected expected) {
    SignedToken token = SignedToken.parse(idToken, json);
    if (!allowed.contains(token.algorithm())) {
      throw new RelyingPartyException(
          Kind.MISBEHAVED, "id_token: has an algorithm that is not allowed for this provider");
    }
    return checkSignature(token)
        .map(
            proven -> {
              rules.check(token.claims(), token.algorithm(), expected, clock.instant());
              return token.claims();
            });
  }

  private Future<Void> checkSignature(SignedToken token) {
    if (token.algorithm().isSymmetric()) {
      return secret.filter(token::signedBy).isPresent() ? Future.succeededFuture() : badSignature();
    }
    // The provider may have changed its keys since, under a new kid or under the same one.
    return keys.get()
        .compose(
            known ->
                isSigned(token, known)
                    ? Future.succeededFuture()
                    : keys.newer()
                        .compose(
                            newest ->
                                isSigned(token, newest)
                                    ? Future.succeededFuture()
                                    : badSignature()));
  }

  private static boolean isSigned(SignedToken token, KeySet keys) {
    Optional<PublicKey> key = keys.find(token.algorithm(), token.kid());
    return key.filter(token::signedBy).isPresent();
  }

  private static Future<Void> badSignature() {
    return Future.failedFuture(
        new RelyingPartyException(
            Kind.MISBEHAVED, "id_token: no key of the provider verifies the signature"));
  }
}
