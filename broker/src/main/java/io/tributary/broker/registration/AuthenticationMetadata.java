package io.tributary.broker.registration;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.ClientAlgorithm;
import io.tributary.broker.client.ClientAuthentication;
import io.tributary.broker.client.ClientKeys;
import io.tributary.broker.client.ClientSecret;
import io.tributary.broker.client.KeySetDocument;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a client will prove who it is (RFC 7591 §2, OpenID Connect Core §9). */
record AuthenticationMetadata(
    AuthenticationMethod method, ClientKeys keys, Optional<String> assertionAlgorithm) {

  static AuthenticationMetadata read(MetadataReader reader, RegistrationRules rules) {
    AuthenticationMethod method =
        AuthenticationMethod.of(
                reader.oneOf(
                    "token_endpoint_auth_method",
                    Stream.of(AuthenticationMethod.values())
                        .map(AuthenticationMethod::wire)
                        .toList()))
            .orElseThrow();
    ClientKeys keys = keys(reader, rules);
    if (method == AuthenticationMethod.PRIVATE_KEY_JWT && keys.isEmpty()) {
      throw MetadataReader.wrong("token_endpoint_auth_method", "needs jwks or jwks_uri");
    }
    return new AuthenticationMetadata(method, keys, algorithm(reader, method));
  }

  private static ClientKeys keys(MetadataReader reader, RegistrationRules rules) {
    Optional<JsonObject> jwks = reader.object("jwks");
    Optional<URI> jwksUri = WebAddress.read(reader, "jwks_uri", rules.loopback());
    if (jwks.isPresent() && jwksUri.isPresent()) {
      // RFC 7591 §2: must not both be present.
      throw MetadataReader.wrong("jwks", "and jwks_uri are both given");
    }
    Optional<String> written = jwks.map(JsonObject::encode);
    written
        .filter(given -> !rules.stored())
        .flatMap(KeySetDocument::problemOfRegistered)
        .ifPresent(
            problem -> {
              throw MetadataReader.wrong("jwks", problem);
            });
    return new ClientKeys(written, jwksUri);
  }

  private static Optional<String> algorithm(MetadataReader reader, AuthenticationMethod method) {
    return switch (method) {
      case PRIVATE_KEY_JWT ->
          reader.optionalOneOf("token_endpoint_auth_signing_alg", ClientAlgorithm.names(true));
      case CLIENT_SECRET_JWT ->
          reader.optionalOneOf("token_endpoint_auth_signing_alg", ClientAlgorithm.names(false));
      // It means nothing there; an unsigned assertion is wished for by nobody honest.
      default -> {
        List<String> every =
            Stream.concat(
                    ClientAlgorithm.names(true).stream(), ClientAlgorithm.names(false).stream())
                .toList();
        yield reader.optionalOneOf("token_endpoint_auth_signing_alg", every);
      }
    };
  }

  ClientAuthentication with(List<ClientSecret> secrets) {
    return new ClientAuthentication(EnumSet.of(method), secrets, keys, assertionAlgorithm);
  }

  boolean usesSecret() {
    return method == AuthenticationMethod.CLIENT_SECRET_BASIC
        || method == AuthenticationMethod.CLIENT_SECRET_POST
        || method == AuthenticationMethod.CLIENT_SECRET_JWT;
  }
}
