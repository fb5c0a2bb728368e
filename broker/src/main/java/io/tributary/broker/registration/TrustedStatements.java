package io.tributary.broker.registration;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientAuthentication;
import io.tributary.broker.client.ClientJwt;
import io.tributary.broker.client.ClientPages;
import io.tributary.broker.client.ClientSignatures;
import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.client.ReleaseSettings;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.client.RequestSettings;
import io.tributary.broker.client.TokenSettings;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Software statements of the one issuer that the configuration names (RFC 7591 §2.3): a JWT whose
 * claims win over what the client says of itself (§3.1.1).
 */
final class TrustedStatements implements SoftwareStatements {
  private static final String MEMBER = "software_statement";
  private static final int LONGEST = 32 * 1024;
  private static final Set<String> TYPES = Set.of("jwt", "software-statement+jwt");
  private static final long LEEWAY_SECONDS = 60;

  /** What a JWT says of itself, not of the client (RFC 7519 §4.1). */
  private static final Set<String> OF_THE_JWT =
      Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", MEMBER);

  private final SoftwareStatementConfig trusted;
  private final Client signer;
  private final ClientSignatures signatures;
  private final Clock clock;

  TrustedStatements(SoftwareStatementConfig trusted, ClientSignatures signatures, Clock clock) {
    this.trusted = trusted;
    this.signer = signer(trusted);
    this.signatures = signatures;
    this.clock = clock;
  }

  @Override
  public Future<JsonObject> merged(JsonObject given) {
    Object statement = given.getValue(MEMBER);
    if (statement == null) {
      return trusted.required()
          ? Future.failedFuture(
              OAuthException.of(
                  ErrorCode.UNAPPROVED_SOFTWARE_STATEMENT, "A software statement is needed here"))
          : Future.succeededFuture(given);
    }
    if (!(statement instanceof String compact)) {
      return Future.failedFuture(invalid("no text"));
    }
    ClientJwt jwt;
    try {
      jwt = parsed(compact);
    } catch (ClientJwt.Refused refused) {
      return Future.failedFuture(invalid(refused.getMessage()));
    }
    return signatures
        .verify(signer, jwt)
        .map(
            signed -> {
              if (!signed) {
                throw invalid("signature");
              }
              return merged(given, compact, jwt.claims());
            });
  }

  private ClientJwt parsed(String compact) {
    ClientJwt jwt = ClientJwt.parse(compact, LONGEST, TYPES);
    if (jwt.algorithm().isSymmetric()) {
      throw new ClientJwt.Refused("symmetric");
    }
    // RFC 7591 §2.3: it MUST contain an iss.
    if (!jwt.text("iss").equals(Optional.of(trusted.issuer()))) {
      throw OAuthException.of(
          ErrorCode.UNAPPROVED_SOFTWARE_STATEMENT,
          "The software statement is of somebody who is not trusted here");
    }
    long now = clock.instant().getEpochSecond();
    OptionalLong expires = jwt.seconds("exp");
    OptionalLong from = jwt.seconds("nbf");
    OptionalLong issued = jwt.seconds("iat");
    if ((expires.isPresent() && expires.getAsLong() <= now - LEEWAY_SECONDS)
        || (from.isPresent() && from.getAsLong() > now + LEEWAY_SECONDS)
        || (issued.isPresent() && issued.getAsLong() > now + LEEWAY_SECONDS)) {
      throw new ClientJwt.Refused("not at this time");
    }
    return jwt;
  }

  private static JsonObject merged(JsonObject given, String compact, JsonObject claims) {
    JsonObject merged = given.copy();
    claims.forEach(
        claim -> {
          if (!OF_THE_JWT.contains(claim.getKey())) {
            merged.put(claim.getKey(), claim.getValue());
          }
        });
    // RFC 7591 §3.2.1: told to the client as it was sent.
    return merged.put(MEMBER, compact);
  }

  private static OAuthException invalid(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_SOFTWARE_STATEMENT, "The software statement is not valid", detail);
  }

  /** Who signs statements, in the form in which keys are looked up; it is in no list of clients. */
  private static Client signer(SoftwareStatementConfig trusted) {
    return new Client(
        "software statements of " + trusted.issuer(),
        trusted.issuer(),
        false,
        new ClientAuthentication(
            EnumSet.of(AuthenticationMethod.PRIVATE_KEY_JWT),
            List.of(),
            trusted.keys(),
            Optional.empty()),
        Set.of(),
        List.of(),
        new RequestSettings(
            true,
            true,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            List.of(),
            OptionalLong.empty(),
            false,
            List.of(),
            RequestObjectSettings.STANDARD,
            Optional.empty()),
        TokenSettings.STANDARD,
        ReleaseSettings.STANDARD,
        LogoutChannels.NONE,
        ClientPages.NONE);
  }
}
