package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.token.RequestedClaims;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.ResponseMode;
import io.tributary.platform.protocol.ResponseType;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A valid request as members of an attempt's JSON; what is as usual is left out. */
public final class RequestCodec {
  private RequestCodec() {}

  public static void write(ValidRequest request, JsonObject json) {
    ReturnAddress back = request.back();
    json.put("r", back.redirectUri());
    back.state().ifPresent(value -> json.put("s", value));
    if (!request.responseTypes().equals(ResponseType.CODE_FLOW)) {
      json.put("y", ResponseType.wire(request.responseTypes()));
    }
    if (back.mode() != ResponseMode.standard(request.responseTypes())) {
      json.put("d", back.mode().wire());
    }
    write(request.tokens(), json);
    write(request.login(), json);
  }

  private static void write(TokenTerms terms, JsonObject json) {
    json.put("o", terms.scopes().toString());
    list(json, "ci", terms.claims().idToken());
    list(json, "cu", terms.claims().userinfo());
    list(json, "cs", terms.claimScopes());
    terms.nonce().ifPresent(value -> json.put("n", value));
    terms.codeChallenge().ifPresent(value -> json.put("p", value));
    terms.resource().ifPresent(value -> json.put("g", value));
  }

  private static void write(LoginTerms terms, JsonObject json) {
    list(json, "q", terms.prompt().stream().map(Prompt::name).toList());
    terms.maxAgeSeconds().ifPresent(value -> json.put("m", value));
    flag(json, "at", terms.authTimeRequired());
    list(json, "av", terms.acr().values());
    flag(json, "ae", terms.acr().essential());
    terms.loginHint().ifPresent(value -> json.put("l", value));
    terms.idpHint().ifPresent(value -> json.put("h", value));
    terms.expectedSub().ifPresent(value -> json.put("e", value));
  }

  public static ValidRequest read(JsonObject json, Client client, Issuer issuer) {
    Set<ResponseType> types =
        text(json, "y").map(ResponseType::parse).orElse(ResponseType.CODE_FLOW);
    ResponseMode mode =
        text(json, "d").flatMap(ResponseMode::of).orElse(ResponseMode.standard(types));
    return new ValidRequest(
        client,
        new ReturnAddress(issuer, json.getString("r"), text(json, "s"), mode),
        types,
        tokens(json),
        login(json));
  }

  private static TokenTerms tokens(JsonObject json) {
    return new TokenTerms(
        Scopes.parse(json.getString("o")),
        new RequestedClaims(Set.copyOf(list(json, "ci")), Set.copyOf(list(json, "cu"))),
        list(json, "cs"),
        text(json, "n"),
        text(json, "p"),
        text(json, "g"));
  }

  private static LoginTerms login(JsonObject json) {
    Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
    list(json, "q").forEach(name -> prompts.add(Prompt.valueOf(name)));
    return new LoginTerms(
        prompts,
        json.containsKey("m") ? OptionalLong.of(json.getLong("m")) : OptionalLong.empty(),
        json.getBoolean("at", false),
        new AcrWish(list(json, "av"), json.getBoolean("ae", false)),
        text(json, "l"),
        text(json, "h"),
        text(json, "e"));
  }

  private static void flag(JsonObject json, String name, boolean value) {
    if (value) {
      json.put(name, true);
    }
  }

  private static void list(JsonObject json, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      json.put(name, new JsonArray(new ArrayList<>(values)));
    }
  }

  private static List<String> list(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream().map(String.class::cast).toList();
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name));
  }
}
