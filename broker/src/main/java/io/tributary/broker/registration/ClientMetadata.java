package io.tributary.broker.registration;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientSecret;
import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.client.ReleaseSettings;
import io.tributary.broker.client.RequestSettings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata of a client as it is registered (RFC 7591 §2, OpenID Connect Dynamic Client
 * Registration §2 and the logout specifications): known members, checked, with their defaults. Read
 * in the same way when the client registers and each time it is used.
 *
 * @param registered what is stored and told to the client; members that we do not know are left out
 */
record ClientMetadata(
    JsonObject registered,
    PageMetadata shown,
    RedirectMetadata redirects,
    AuthenticationMetadata authentication,
    RequestSettings requests,
    TokenMetadata tokens,
    LogoutChannels logout) {

  /**
   * @throws io.tributary.platform.protocol.OAuthException {@code invalid_redirect_uri} or {@code
   *     invalid_client_metadata} (RFC 7591 §3.2.2)
   */
  static ClientMetadata read(JsonObject given, RegistrationRules rules) {
    MetadataReader reader = new MetadataReader(given);
    FlowMetadata flows = FlowMetadata.read(reader, rules);
    RedirectMetadata redirects = RedirectMetadata.read(reader, flows, rules);
    PageMetadata shown = PageMetadata.read(reader, rules);
    AuthenticationMetadata authentication = AuthenticationMetadata.read(reader, rules);
    boolean open = authentication.with(List.of()).isPublic();
    RequestSettings requests = RequestMetadata.read(reader, flows, open, rules);
    TokenMetadata tokens = TokenMetadata.read(reader, authentication.keys(), redirects, rules);
    LogoutChannels logout = LogoutMetadata.read(reader, redirects, rules);
    if (!rules.stored()) {
      reader.requireSmall();
    }
    return new ClientMetadata(
        reader.kept(), shown, redirects, authentication, requests, tokens, logout);
  }

  Set<String> redirectUris() {
    return redirects.uris();
  }

  Optional<URI> sectorIdentifier() {
    return tokens.sectorIdentifier();
  }

  Optional<String> softwareId() {
    return Optional.ofNullable(registered.getString("software_id"));
  }

  /** The client authenticates with a secret, or signs its request objects with it. */
  boolean usesSecret() {
    return authentication.usesSecret() || usesSecretForMac();
  }

  /** A MAC can be checked with the secret itself only, not with its hash. */
  boolean usesSecretForMac() {
    boolean requestObjects =
        requests.requestObjects().algorithm().filter(name -> name.startsWith("HS")).isPresent();
    return authentication.method()
            == io.tributary.broker.client.AuthenticationMethod.CLIENT_SECRET_JWT
        || requestObjects;
  }

  /**
   * The client. It asks its people always, and has no setting that an operator grants.
   *
   * @param issuer the one that it registered at
   */
  Client client(String id, String issuer, List<ClientSecret> secrets) {
    return new Client(
        id,
        shown.name().orElse(id),
        true,
        authentication.with(secrets),
        redirects.uris(),
        List.of(issuer),
        requests,
        tokens.settings(),
        ReleaseSettings.STANDARD,
        logout,
        shown.pages());
  }
}
