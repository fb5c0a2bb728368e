package io.tributary.broker.registration;

import io.tributary.broker.client.ClientAlgorithm;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.client.RequestSettings;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a client will ask for, and how. */
final class RequestMetadata {
  private static final long LONGEST_AGE = 10L * 365 * 24 * 3600;

  private RequestMetadata() {}

  /**
   * @param open a public client: PKCE is not its choice
   */
  static RequestSettings read(
      MetadataReader reader, FlowMetadata flows, boolean open, RegistrationRules rules) {
    Set<String> scopes = scopes(reader, flows, rules);
    if (open && flows.grantTypes().contains(GrantTypes.CLIENT_CREDENTIALS)) {
      // RFC 6749 §4.4: for confidential clients only.
      throw MetadataReader.wrong("grant_types", "has client_credentials without a credential");
    }
    OptionalLong maxAge = reader.seconds("default_max_age", LONGEST_AGE);
    boolean requireAuthTime = reader.flag("require_auth_time");
    List<String> acrValues = reader.texts("default_acr_values").orElse(List.of());
    return new RequestSettings(
        open,
        true,
        scopes,
        flows.responseTypes(),
        flows.grantTypes(),
        Set.of(),
        Set.of(),
        List.of(),
        maxAge,
        requireAuthTime,
        acrValues,
        requestObjects(reader, rules),
        initiateLogin(reader));
  }

  private static Set<String> scopes(
      MetadataReader reader, FlowMetadata flows, RegistrationRules rules) {
    Set<String> asked = new LinkedHashSet<>();
    reader.text("scope").ifPresent(text -> asked.addAll(parsed(text)));
    Set<String> given = new LinkedHashSet<>(asked.isEmpty() ? rules.scopes() : asked);
    given.retainAll(rules.scopes());
    if (!flows.grantTypes().contains(GrantTypes.REFRESH_TOKEN)) {
      // OpenID Connect Core §11: nothing would come of it.
      given.remove(Scopes.OFFLINE_ACCESS);
    }
    if (given.isEmpty()) {
      throw MetadataReader.wrong("scope", "has none that a client may register here");
    }
    reader.keep("scope", String.join(" ", given));
    return given;
  }

  private static List<String> parsed(String scope) {
    try {
      return Scopes.parse(scope).values();
    } catch (OAuthException malformed) {
      throw OAuthException.of(ErrorCode.INVALID_CLIENT_METADATA, malformed.description());
    }
  }

  private static RequestObjectSettings requestObjects(
      MetadataReader reader, RegistrationRules rules) {
    List<String> algorithms = new ArrayList<>(ClientAlgorithm.names(true));
    algorithms.addAll(ClientAlgorithm.names(false));
    algorithms.add("none");
    Optional<String> algorithm = reader.optionalOneOf("request_object_signing_alg", algorithms);
    // We publish no key to encrypt to.
    if (reader.text("request_object_encryption_alg").isPresent()
        || reader.text("request_object_encryption_enc").isPresent()) {
      throw MetadataReader.wrong("request_object_encryption_alg", "is not supported here");
    }
    List<String> uris = reader.texts("request_uris").orElse(List.of());
    uris.forEach(uri -> WebAddress.require("request_uris", uri, rules.loopback()));
    return new RequestObjectSettings(
        algorithm, new LinkedHashSet<>(uris), reader.flag("require_signed_request_object"));
  }

  /** OpenID Connect Core §4: https, without exception. */
  private static Optional<String> initiateLogin(MetadataReader reader) {
    return WebAddress.read(reader, "initiate_login_uri", false).map(URI::toString);
  }
}
