package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.keys.OwnTokenVerifier;
import io.tributary.broker.keys.OwnTokenVerifier.Expiry;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A logout that a client (or nobody) asked for, checked (OpenID Connect RP-Initiated Logout §2 and
 * §3).
 *
 * @param client named by the hint, or by {@code client_id} alone
 * @param hintedSid {@code sid} of a verified hint: which session the client means
 * @param hinted whether a hint vouches for the client; without one the person must confirm
 * @param person named by {@code logout_hint}: whom the client means
 * @param target address to return to, registered by that client
 */
record LogoutRequest(
    Optional<Client> client,
    Optional<String> hintedSid,
    boolean hinted,
    Optional<PersonHint> person,
    Optional<String> target,
    Optional<String> state) {
  private static final int LONGEST_STATE = 2048;

  /**
   * @return fails with {@link OAuthException} for a page: bad hint, another client's id, an address
   *     not registered
   */
  static Future<LogoutRequest> of(Parameters parameters, IssuerTokens tokens, Clients clients) {
    return Future.succeededFuture().compose(go -> read(parameters, tokens, clients));
  }

  private static Future<LogoutRequest> read(
      Parameters parameters, IssuerTokens tokens, Clients clients) {
    parameters.refuseDuplicates();
    Optional<JsonObject> hint =
        parameters.get("id_token_hint").map(token -> verified(token, tokens.verifier()));
    Optional<String> hintClient = hint.map(claims -> String.valueOf(claims.getValue("aud")));
    Optional<String> clientId = parameters.get("client_id");
    if (hintClient.isPresent() && clientId.isPresent() && !hintClient.equals(clientId)) {
      throw refused("The hint was issued to another application");
    }
    Optional<String> named = hintClient.or(() -> clientId);
    Future<Optional<Client>> client =
        named.map(clients::find).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    return client.map(
        found -> {
          if (named.isPresent() && found.isEmpty()) {
            throw refused("The application is unknown");
          }
          return checked(parameters, tokens, hint, found);
        });
  }

  private static LogoutRequest checked(
      Parameters parameters,
      IssuerTokens tokens,
      Optional<JsonObject> hint,
      Optional<Client> client) {
    if (client.isPresent() && !client.get().issuers().contains(tokens.issuer().name())) {
      throw refused("The application is not registered at this issuer");
    }
    return new LogoutRequest(
        client,
        hint.map(claims -> claims.getString("sid", "")),
        hint.isPresent(),
        PersonHint.of(parameters),
        target(parameters, client),
        state(parameters));
  }

  /** An expired hint is accepted (§2): it names, it does not authenticate. */
  private static JsonObject verified(String token, OwnTokenVerifier verifier) {
    try {
      return verifier.verify(token, JwtKind.ID_TOKEN, Expiry.ACCEPTED);
    } catch (OAuthException invalid) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The hint of the application is not valid", invalid);
    }
  }

  /** It travels inside ours to the upstream: what is longer would not come back. */
  private static Optional<String> state(Parameters parameters) {
    Optional<String> state = parameters.get("state");
    if (state.filter(value -> value.length() > LONGEST_STATE).isPresent()) {
      throw refused("The parameter state is too long");
    }
    return state;
  }

  private static Optional<String> target(Parameters parameters, Optional<Client> client) {
    Optional<String> asked = parameters.get("post_logout_redirect_uri");
    if (asked.isEmpty()) {
      return asked;
    }
    if (client.isEmpty()) {
      throw refused("It is not said which application asks to return to its address");
    }
    if (!client.get().logout().postLogoutRedirectUris().contains(asked.get())) {
      throw refused("The application asked to return to an address that is not registered for it");
    }
    return asked;
  }

  private static OAuthException refused(String description) {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, description);
  }

  /** The address to return to with the client's state. */
  Optional<String> returnAddress() {
    return target.map(uri -> LogoutReturn.withState(uri, state));
  }
}
