package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.Pkce;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses a browser is sent to, made by vertx-auth-oauth2 from one description of the
 * provider.
 *
 * <p>Nothing else of that library is used: what it fetches and verifies it does not check strictly
 * enough (see the design). It gets no client secret here.
 */
final class ProviderUrls {
  private final ProviderSettings settings;
  private final ProviderMetadata metadata;
  private final OAuth2Auth provider;

  ProviderUrls(Vertx vertx, ProviderSettings settings, ProviderMetadata metadata) {
    this.settings = settings;
    this.metadata = metadata;
    OAuth2Options options =
        new OAuth2Options()
            .setClientId(settings.clientId())
            .setSite(metadata.issuer())
            .setAuthorizationPath(withoutQuery(metadata.authorizationEndpoint()));
    metadata.endSessionEndpoint().ifPresent(uri -> options.setLogoutPath(withoutQuery(uri)));
    this.provider = OAuth2Auth.create(vertx, options);
  }

  ProviderMetadata metadata() {
    return metadata;
  }

  /** OpenID Connect Core §3.1.2.1 with PKCE (RFC 7636 §4.3). */
  URI authorization(LoginRequest request, String nonce, String codeVerifier) {
    Map<String, String> extra = new LinkedHashMap<>(settings.extraAuthorizationParameters());
    extra.put("nonce", nonce);
    request.maxAgeSeconds().ifPresent(seconds -> extra.put("max_age", Long.toString(seconds)));
    List<String> acrValues =
        request.acrValues().stream().filter(metadata.acrValues()::contains).toList();
    if (!acrValues.isEmpty()) {
      extra.put("acr_values", String.join(" ", acrValues));
    }
    OAuth2AuthorizationURL url =
        new OAuth2AuthorizationURL()
            .setAdditionalParameters(extra)
            .setRedirectUri(request.redirectUri().toString())
            .setScopes(settings.scopesWithOpenid())
            .setState(request.state())
            .setCodeChallenge(Pkce.challenge(codeVerifier))
            .setCodeChallengeMethod(Pkce.S256);
    request.prompt().ifPresent(url::setPrompt);
    request.loginHint().ifPresent(url::setLoginHint);
    return withQueryOf(metadata.authorizationEndpoint(), provider.authorizeURL(url));
  }

  /** OpenID Connect RP-Initiated Logout §2. */
  Optional<URI> endSession(Optional<String> idTokenHint, URI returnTo, String state) {
    User user =
        User.create(
            idTokenHint
                .map(hint -> new JsonObject().put("id_token", hint))
                .orElse(new JsonObject()));
    JsonObject parameters =
        new JsonObject()
            .put("client_id", settings.clientId())
            .put("post_logout_redirect_uri", returnTo.toString())
            .put("state", state);
    return metadata
        .endSessionEndpoint()
        .map(endpoint -> withQueryOf(endpoint, provider.endSessionURL(user, parameters)));
  }

  private static String withoutQuery(URI uri) {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** An endpoint may have a query of its own, which must stay (RFC 6749 §3.1). */
  private static URI withQueryOf(URI endpoint, String built) {
    if (endpoint.getRawQuery() == null || endpoint.getRawQuery().isEmpty()) {
      return URI.create(built);
    }
    int query = built.indexOf('?');
    return URI.create(
        built.substring(0, query)
            + "?"
            + endpoint.getRawQuery()
            + "&"
            + built.substring(query + 1));
  }
}
