package io.tributary.platform.relyingparty;

import static io.tributary.platform.relyingparty.Fault.*;

import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The endpoints of a {@link FakeUpstream} that serve a login. */
final class FakeEndpoints {
  private final FakeUpstream upstream;
  private final FakeAnswer answers;
  private final FakeDocuments documents;
  private final Map<String, Issued> codes = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> accessTokens = new ConcurrentHashMap<>();

  FakeEndpoints(FakeUpstream upstream, FakeAnswer answers) {
    this.upstream = upstream;
    this.answers = answers;
    this.documents = new FakeDocuments(upstream);
  }

  /** What a code was issued for. */
  private record Issued(
      String clientId,
      String redirectUri,
      String challenge,
      String nonce,
      String scope,
      long authTime,
      Map<String, Object> inIdToken,
      Map<String, Object> inUserinfo) {}

  void answer(String operation, HttpServerRequest request) {
    switch (operation) {
      case "discovery" -> documents.discovery(request.response());
      case "jwks" -> documents.jwks(request.response());
      case "authorize" -> authorize(request);
      case "token" -> token(request);
      case "userinfo" -> userinfo(request);
      case "logout" -> logout(request);
      case "login_report" -> report(request);
      default -> {
        upstream.object("a request for " + operation);
        FakeAnswer.error(request.response(), 404, "not_found");
      }
    }
  }

  private void authorize(HttpServerRequest request) {
    FakeClient client = upstream.client(request.getParam("client_id"));
    String redirectUri = request.getParam("redirect_uri");
    if (client == null || redirectUri == null || !client.redirectUris().contains(redirectUri)) {
      upstream.object("client or redirect_uri not registered: " + redirectUri);
      FakeAnswer.error(request.response(), 400, "invalid_request");
      return;
    }
    String objection = objection(request);
    if (!objection.isEmpty()) {
      upstream.object(objection);
      redirect(request, redirectUri, Map.of("error", "invalid_request"));
      return;
    }
    String code = RandomToken.bits256();
    codes.put(
        code,
        new Issued(
            client.id(),
            redirectUri,
            request.getParam("code_challenge"),
            request.getParam("nonce"),
            request.getParam("scope"),
            upstream.now(),
            upstream.idTokenClaims(),
            upstream.userinfoClaims()));
    redirect(request, redirectUri, Map.of("code", code));
  }

  private static String objection(HttpServerRequest request) {
    String challenge = request.getParam("code_challenge");
    if (!"code".equals(request.getParam("response_type"))) {
      return "response_type is not code";
    }
    if (challenge == null || !Pkce.isChallenge(challenge)) {
      return "code_challenge is missing or malformed";
    }
    if (!Pkce.S256.equals(request.getParam("code_challenge_method"))) {
      return "code_challenge_method is not S256";
    }
    String scope = request.getParam("scope");
    if (scope == null || !List.of(scope.split(" ", -1)).contains("openid")) {
      return "scope lacks openid";
    }
    if (tooGuessable(request.getParam("state")) || tooGuessable(request.getParam("nonce"))) {
      return "state or nonce is missing or short";
    }
    return "";
  }

  private static boolean tooGuessable(String value) {
    return value == null || value.length() < 22;
  }

  private void redirect(HttpServerRequest request, String redirectUri, Map<String, String> result) {
    Map<String, String> answer = new LinkedHashMap<>(result);
    if (request.getParam("state") != null) {
      answer.put("state", request.getParam("state"));
    }
    if (upstream.sendsIss()) {
      answer.put("iss", upstream.issuer());
    }
    for (Fault fault : upstream.faults()) {
      spoil(answer, fault);
    }
    String query =
        answer.entrySet().stream()
            .map(
                pair ->
                    pair.getKey()
                        + "="
                        + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    request
        .response()
        .setStatusCode(302)
        .putHeader("location", redirectUri + (redirectUri.contains("?") ? "&" : "?") + query)
        .end();
  }

  private void spoil(Map<String, String> answer, Fault fault) {
    if (fault.stage() == Fault.Stage.AUTHORIZE && !fault.error().isEmpty()) {
      answer.remove("code");
      answer.put("error", fault.error());
      answer.put("error_description", upstream.errorDescription());
    }
    switch (fault) {
      case AUTHORIZE_STATE_WRONG -> answer.put("state", RandomToken.bits256());
      case AUTHORIZE_STATE_MISSING -> answer.remove("state");
      case AUTHORIZE_CODE_MISSING -> answer.remove("code");
      case AUTHORIZE_ISS_WRONG -> answer.put("iss", "https://evil.example");
      case AUTHORIZE_ISS_MISSING, AUTHORIZE_DENIED_ISS_MISSING -> answer.remove("iss");
      default -> {}
    }
  }

  private void token(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String code = request.getFormAttribute("code");
    Issued issued = code == null ? null : codes.remove(code);
    if (issued == null) {
      upstream.object("code unknown or used");
      FakeAnswer.error(response, 400, "invalid_grant");
      return;
    }
    FakeClient client = upstream.client(issued.clientId());
    if (!client.authenticated(request)) {
      upstream.object("client not authenticated");
      FakeAnswer.error(response, 401, "invalid_client");
      return;
    }
    String verifier = request.getFormAttribute("code_verifier");
    if (!"authorization_code".equals(request.getFormAttribute("grant_type"))
        || !issued.redirectUri().equals(request.getFormAttribute("redirect_uri"))
        || verifier == null
        || !Pkce.verify(verifier, issued.challenge())) {
      upstream.object("grant_type, redirect_uri or code_verifier is wrong");
      FakeAnswer.error(response, 400, "invalid_grant");
      return;
    }
    answerTokens(response, issued, client);
  }

  private void answerTokens(HttpServerResponse response, Issued issued, FakeClient client) {
    String accessToken = RandomToken.bits256();
    accessTokens.put(accessToken, issued.inUserinfo());
    FakeIdToken.Login login =
        new FakeIdToken.Login(
            upstream.issuer(),
            client.id(),
            client.secret(),
            issued.nonce(),
            accessToken,
            issued.authTime(),
            RandomToken.bits128(),
            issued.inIdToken());
    JsonObject tokens =
        new JsonObject()
            .put("token_type", "Bearer")
            .put("access_token", accessToken)
            .put("expires_in", 300)
            .put("refresh_token", RandomToken.bits256())
            .put("scope", issued.scope())
            .put("id_token", upstream.idTokens().make(login, upstream.faults()));
    for (Fault fault : upstream.faults()) {
      if (fault.stage() == Fault.Stage.TOKEN) {
        spoilTokens(response, tokens, fault);
      }
    }
    if (!response.ended() && !response.headWritten() && !upstream.has(TOKEN_HANGS)) {
      FakeAnswer.json(response, 200, tokens.encode());
    }
  }

  private void spoilTokens(HttpServerResponse response, JsonObject tokens, Fault fault) {
    switch (fault) {
      case TOKEN_INVALID_CLIENT -> FakeAnswer.error(response, 401, fault.error());
      case TOKEN_INVALID_GRANT -> FakeAnswer.error(response, 400, fault.error());
      case TOKEN_DOWN -> FakeAnswer.error(response, 500, "server_error");
      case TOKEN_TOO_MANY_REQUESTS -> FakeAnswer.error(response, 429, "slow_down");
      case TOKEN_REDIRECTS -> FakeAnswer.redirect(response, upstream.endpoint("elsewhere"));
      case TOKEN_HTML -> FakeAnswer.html(response);
      case TOKEN_GARBAGE -> FakeAnswer.garbage(response);
      case TOKEN_DUPLICATE_MEMBER ->
          FakeAnswer.json(response, 200, "{\"id_token\":\"x\"," + tokens.encode().substring(1));
      case TOKEN_DEEP ->
          FakeAnswer.json(
              response,
              200,
              "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "," + tokens.encode().substring(1));
      case TOKEN_HUGE -> FakeAnswer.huge(response);
      case TOKEN_HUGE_HEADERS -> FakeAnswer.hugeHeaders(response);
      case TOKEN_DRIPS -> answers.drip(response, tokens.encode());
      case TOKEN_CLOSES -> response.reset();
      case TOKEN_WITHOUT_ID_TOKEN -> tokens.remove("id_token");
      case TOKEN_WITHOUT_ACCESS_TOKEN -> tokens.remove("access_token");
      case TOKEN_OF_OTHER_TYPE -> tokens.put("token_type", "DPoP");
      case TOKEN_WITH_LINE_BREAK -> tokens.put("access_token", "one\r\nx-header: two");
      default -> {}
    }
  }

  private void userinfo(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String header = request.getHeader("authorization");
    Map<String, Object> claims =
        header != null && header.startsWith("Bearer ")
            ? accessTokens.get(header.substring("Bearer ".length()))
            : null;
    if (claims == null) {
      upstream.object("userinfo without a good access token");
      FakeAnswer.error(response, 401, "invalid_token");
      return;
    }
    JsonObject body = new JsonObject();
    claims.forEach(body::put);
    for (Fault fault : upstream.faults()) {
      if (fault.stage() == Fault.Stage.USERINFO) {
        spoilUserinfo(response, body, fault);
      }
    }
    if (!response.ended() && !response.headWritten() && !upstream.has(USERINFO_HANGS)) {
      FakeAnswer.json(response, 200, body.encode());
    }
  }

  private void spoilUserinfo(HttpServerResponse response, JsonObject body, Fault fault) {
    switch (fault) {
      case USERINFO_DOWN -> FakeAnswer.error(response, 503, "down");
      case USERINFO_UNAUTHORIZED -> FakeAnswer.error(response, 401, "invalid_token");
      case USERINFO_REDIRECTS -> FakeAnswer.redirect(response, upstream.endpoint("elsewhere"));
      case USERINFO_JWT ->
          response.putHeader("content-type", "application/jwt").end("eyJhbGciOiJub25lIn0.e30.");
      case USERINFO_GARBAGE -> FakeAnswer.garbage(response);
      case USERINFO_HUGE -> FakeAnswer.huge(response);
      case USERINFO_DRIPS -> answers.drip(response, body.encode());
      case USERINFO_DUPLICATE_MEMBER ->
          FakeAnswer.json(response, 200, "{\"sub\":\"mallory\"," + body.encode().substring(1));
      case USERINFO_NUL_IN_TEXT -> body.put("name", "Al\u0000ice");
      case USERINFO_OTHER_SUBJECT -> body.put("sub", "mallory");
      case USERINFO_WITHOUT_SUBJECT -> body.remove("sub");
      default -> {}
    }
  }

  private void report(HttpServerRequest request) {
    boolean known = upstream.clients().stream().anyMatch(client -> client.authenticated(request));
    if (!known || upstream.reportStatus().isEmpty()) {
      upstream.object("a report that nobody asked for, or of a client not authenticated");
      FakeAnswer.error(request.response(), 401, "invalid_client");
    } else if (upstream.reportStatus().getAsInt() != 0) {
      request.response().setStatusCode(upstream.reportStatus().getAsInt()).end();
    }
  }

  private void logout(HttpServerRequest request) {
    String returnTo = request.getParam("post_logout_redirect_uri");
    FakeClient client = upstream.client(request.getParam("client_id"));
    if (client == null
        || request.getParam("id_token_hint") == null
        || !client.postLogoutRedirectUris().contains(returnTo)) {
      upstream.object("logout without hint, or to an address not registered");
      FakeAnswer.error(request.response(), 400, "invalid_request");
      return;
    }
    request
        .response()
        .setStatusCode(302)
        .putHeader("location", returnTo + "?state=" + request.getParam("state"))
        .end();
  }
}
