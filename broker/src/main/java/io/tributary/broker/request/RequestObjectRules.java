package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request object must say, and how it joins the parameters beside it. */
final class RequestObjectRules {
  /** Seconds that a client's clock may differ. */
  private static final long LEEWAY = 30;

  private static final int MOST_AUDIENCES = 20;

  /** RFC 7519 §4.1: of the JWT, not of the request. */
  private static final Set<String> OF_THE_JWT =
      Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

  /** Parameters that would not be what they are if their value were no text or number. */
  private static final Set<String> TEXTS =
      Set.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "response_mode",
          "scope",
          "state",
          "nonce",
          "prompt",
          "max_age",
          "acr_values",
          "login_hint",
          "id_token_hint",
          "code_challenge",
          "code_challenge_method",
          "resource",
          "idp_hint",
          "kc_idp_hint");

  private RequestObjectRules() {}

  /**
   * @throws io.tributary.platform.protocol.OAuthException {@code invalid_request_object}
   */
  static Parameters merged(
      RequestObject object, Client client, Issuer issuer, Parameters sent, Instant now) {
    JsonObject claims = object.claims();
    requireParties(claims, client, issuer);
    requireTime(claims, now.getEpochSecond());
    if (claims.containsKey("request") || claims.containsKey("request_uri")) {
      // OpenID Connect Core §6.1, RFC 9101 §4
      throw RequestObject.refused("a request object inside");
    }
    Map<String, String> parameters = parameters(claims);
    requireSame(parameters, sent, object.explicit());
    if (object.explicit()) {
      // RFC 9101 §5: only what is inside counts.
      return Parameters.of(parameters);
    }
    requireOauthRequest(sent);
    Map<String, String> over = new LinkedHashMap<>(parameters);
    // Empty is absent.
    over.put("request", "");
    over.put("request_uri", "");
    return sent.with(over);
  }

  private static void requireParties(JsonObject claims, Client client, Issuer issuer) {
    if (claims.containsKey("iss") && !client.id().equals(claims.getValue("iss"))) {
      throw RequestObject.refused("iss is not the client");
    }
    if (client.id().equals(claims.getValue("sub"))) {
      // RFC 9101 §10.8.2: it could be a client assertion.
      throw RequestObject.refused("sub is the client");
    }
    if (claims.containsKey("aud") && !names(claims.getValue("aud"), issuer.identifier())) {
      // OpenID Connect Core §6.1
      throw RequestObject.refused("aud is not this issuer");
    }
  }

  private static boolean names(Object aud, String issuer) {
    return aud instanceof JsonArray list
        ? list.size() <= MOST_AUDIENCES && list.contains(issuer)
        : issuer.equals(aud);
  }

  private static void requireTime(JsonObject claims, long now) {
    if (seconds(claims, "exp").filter(end -> end <= now - LEEWAY).isPresent()) {
      throw RequestObject.refused("expired");
    }
    if (seconds(claims, "nbf").filter(begin -> begin > now + LEEWAY).isPresent()
        || seconds(claims, "iat").filter(issued -> issued > now + LEEWAY).isPresent()) {
      throw RequestObject.refused("from the future");
    }
  }

  private static Optional<Double> seconds(JsonObject claims, String name) {
    if (!claims.containsKey(name)) {
      return Optional.empty();
    }
    if (claims.getValue(name) instanceof Number seconds) {
      return Optional.of(seconds.doubleValue());
    }
    throw RequestObject.refused(name + " is no time");
  }

  private static Map<String, String> parameters(JsonObject claims) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : claims.fieldNames()) {
      if (!OF_THE_JWT.contains(name)) {
        text(name, claims.getValue(name)).ifPresent(text -> parameters.put(name, text));
      }
    }
    return parameters;
  }

  /** RFC 9101 §4: numbers as numbers; {@code claims} is an object (OpenID Connect Core §6.1). */
  private static Optional<String> text(String name, Object value) {
    if (value instanceof String text) {
      return Optional.of(text);
    }
    boolean number = value instanceof Integer || value instanceof Long;
    if (number && !name.equals("claims")) {
      return Optional.of(value.toString());
    }
    if (name.equals("claims") && value instanceof JsonObject asked) {
      return Optional.of(asked.encode());
    }
    if (name.equals("claims") || TEXTS.contains(name)) {
      throw RequestObject.refused("a parameter of a wrong type");
    }
    // RFC 6749 §3.1: what we do not know is ignored.
    return Optional.empty();
  }

  /** OpenID Connect Core §6.1, RFC 9101 §5: what stands in both places must be the same. */
  private static void requireSame(
      Map<String, String> inside, Parameters sent, boolean clientIdNeeded) {
    if (clientIdNeeded && !inside.containsKey("client_id")) {
      throw RequestObject.refused("no client_id inside");
    }
    for (String name : Set.of("client_id", "response_type")) {
      Optional<String> beside = sent.get(name);
      if (beside.isPresent() && !inside.getOrDefault(name, beside.get()).equals(beside.get())) {
        throw RequestObject.refused(name + " is not that beside it");
      }
    }
  }

  /** OpenID Connect Core §6.1: without its object it is a request of OAuth 2.0 all the same. */
  private static void requireOauthRequest(Parameters sent) {
    sent.require("response_type");
    if (!Scopes.parse(sent.require("scope")).contains(Scopes.OPENID)) {
      throw RequestObject.refused("no scope openid beside it");
    }
  }
}
