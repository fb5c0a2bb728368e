package io.tributary.broker.client;

import io.tributary.broker.client.ClientJwt.Refused;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code client_secret_jwt} and {@code private_key_jwt}: a JWT by which a client proves who it is,
 * once (RFC 7523 §2.2 and §3, OpenID Connect Core §9).
 */
public final class ClientAssertions {
  /** {@code client_assertion_type}. */
  public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final int LONGEST = 8 * 1024;

  /** RFC 7523 (bis) §4 names the second; whatever says otherwise is a JWT for another use. */
  private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

  private static final int MAX_JTI = 256;

  /** Seconds that a client's clock may differ. */
  private static final long LEEWAY = 30;

  /**
   * Seconds ahead that {@code exp} may be: widespread libraries say an hour. It is used once and
   * remembered for as long, so a longer life gives a thief nothing.
   */
  private static final long LONGEST_LIFE = 3600;

  /** The same without {@code iat}, which then counts as issued so long before its end. */
  private static final long LIFE_WITHOUT_BIRTH = 300;

  private final ClientSignatures signatures;
  private final SpentAssertionRepository spent;
  private final Clock clock;

  public ClientAssertions(
      ClientSignatures signatures, SpentAssertionRepository spent, Clock clock) {
    this.signatures = signatures;
    this.spent = spent;
    this.clock = clock;
  }

  /**
   * @throws Refused for anything but a JWT that could be an assertion
   */
  static ClientJwt parse(String compact) {
    return ClientJwt.parse(compact, LONGEST, TYPES);
  }

  /**
   * Who it says it is, not believed yet: {@code iss} and {@code sub} are both the client's id.
   *
   * @param named the {@code client_id} parameter, which must agree (RFC 7521 §4.2)
   * @throws Refused when they differ
   */
  static String clientId(ClientJwt jwt, Optional<String> named) {
    String subject = jwt.text("sub").orElseThrow(() -> new Refused("no sub"));
    if (!subject.equals(jwt.text("iss").orElse(null))) {
      throw new Refused("iss is not sub");
    }
    if (named.filter(id -> !id.equals(subject)).isPresent()) {
      throw new Refused("another client_id beside it");
    }
    return subject;
  }

  /**
   * Proves the client and uses the assertion up.
   *
   * @param audiences that name us for this client; empty: none does
   * @return fails with {@link Refused} or {@link ClientKeySets.KeysUnavailable}
   */
  Future<Client> prove(Client client, ClientJwt jwt, Set<String> audiences) {
    requireAlgorithm(client.authentication(), jwt.algorithm());
    requireAudience(jwt.audiences(), audiences);
    Life life = life(jwt, clock.instant().getEpochSecond());
    String jti =
        jwt.text("jti")
            .filter(id -> !id.isEmpty() && id.length() <= MAX_JTI)
            .orElseThrow(() -> new Refused("no jti, or too long"));
    if (jwt.claims().containsKey("response_type")) {
      // RFC 9101 §10.8: a request object shows the client's wishes, and travels through browsers.
      throw new Refused("a request object");
    }
    return signatures
        .verify(client, jwt)
        .compose(
            good -> {
              if (!good) {
                throw new Refused("signature or key");
              }
              // Last: what proves nothing must not use up what another sent.
              return spent.spend(
                  client.id(),
                  jti,
                  Instant.ofEpochSecond(life.issued()),
                  Instant.ofEpochSecond(life.ends() + LEEWAY));
            })
        .map(
            first -> {
              if (!first) {
                throw new Refused("used before, or older than our list of used ones");
              }
              return client;
            });
  }

  /** RFC 8725 §3.1: a MAC never with a public key, a signature never with a secret. */
  private static void requireAlgorithm(ClientAuthentication asked, ClientAlgorithm algorithm) {
    AuthenticationMethod method =
        algorithm.isSymmetric()
            ? AuthenticationMethod.CLIENT_SECRET_JWT
            : AuthenticationMethod.PRIVATE_KEY_JWT;
    if (!asked.methods().contains(method)) {
      throw new Refused("not registered for " + method.wire());
    }
    if (asked.assertionAlgorithm().filter(only -> !only.equals(algorithm.wire())).isPresent()) {
      throw new Refused("not the registered algorithm");
    }
  }

  /**
   * RFC 7523 §3: we must be named. Every audience must be us: whoever else is named received it too
   * and could show it here first.
   */
  private static void requireAudience(List<String> said, Set<String> ours) {
    if (said.isEmpty() || !ours.containsAll(said)) {
      throw new Refused("audience");
    }
  }

  private record Life(long issued, long ends) {}

  /** RFC 7523 §3: {@code exp} required, {@code nbf} and {@code iat} believed only when past. */
  private static Life life(ClientJwt jwt, long now) {
    long ends = jwt.seconds("exp").orElseThrow(() -> new Refused("no exp"));
    OptionalLong issued = jwt.seconds("iat");
    if (ends <= now - LEEWAY) {
      throw new Refused("expired");
    }
    if (ends > now + LEEWAY + (issued.isPresent() ? LONGEST_LIFE : LIFE_WITHOUT_BIRTH)) {
      throw new Refused("exp is too far ahead");
    }
    if (jwt.seconds("nbf").orElse(0) > now + LEEWAY || issued.orElse(0) > now + LEEWAY) {
      throw new Refused("from the future");
    }
    if (issued.orElse(0) > ends) {
      throw new Refused("ends before it begins");
    }
    return new Life(issued.orElse(ends - LIFE_WITHOUT_BIRTH), ends);
  }
}
