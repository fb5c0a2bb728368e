package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens a provider has really signed: form, algorithm, key and signature, in this order.
 * What their claims say is for others to judge.
 */
final class ProviderSignatures {
  /** RFC 7518 §3.2: a key as long as the hash. */
  private static final int MIN_SECRET_BYTES = 32;

  private final Set<SignatureAlgorithm> allowed;
  private final Optional<String> secret;
  private final Cached<KeySet> keys;
  private final StrictJson json = new StrictJson();

  /**
   * @throws IllegalArgumentException for an algorithm that we do not know, and for HS256 without a
   *     client secret of 32 bytes
   */
  ProviderSignatures(ProviderSettings settings, Cached<KeySet> keys) {
    this.allowed = allowed(settings.algorithms());
    this.secret = settings.clientSecret().map(configured -> configured.reveal());
    this.keys = keys;
    boolean longEnough = secret.filter(ProviderSignatures::isLong).isPresent();
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

  /** The token, its signature proven; or {@link RelyingPartyException}. */
  Future<SignedToken> verify(String compact, JwtKind expected) {
    SignedToken token = SignedToken.parse(compact, expected, json);
    if (!allowed.contains(token.algorithm())) {
      throw new RelyingPartyException(
          Kind.MISBEHAVED,
          expected.wire() + ": has an algorithm that is not allowed for this provider");
    }
    return checkSignature(token, expected).map(token);
  }

  private Future<Void> checkSignature(SignedToken token, JwtKind kind) {
    if (token.algorithm().isSymmetric()) {
      return secret.filter(token::signedBy).isPresent()
          ? Future.succeededFuture()
          : badSignature(kind);
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
                                    : badSignature(kind)));
  }

  private static boolean isSigned(SignedToken token, KeySet keys) {
    Optional<PublicKey> key = keys.find(token.algorithm(), token.kid());
    return key.filter(token::signedBy).isPresent();
  }

  private static Future<Void> badSignature(JwtKind kind) {
    return Future.failedFuture(
        new RelyingPartyException(
            Kind.MISBEHAVED, kind.wire() + ": no key of the provider verifies the signature"));
  }
}
