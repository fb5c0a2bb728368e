package io.tributary.platform.relyingparty;

import static io.tributary.platform.relyingparty.Fault.*;

import com.nimbusds.jose.util.Base64URL;
import io.tributary.platform.protocol.LoginReportLink;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;

/** Discovery and key set of a {@link FakeUpstream}. */
final class FakeDocuments {
  private final FakeUpstream upstream;

  FakeDocuments(FakeUpstream upstream) {
    this.upstream = upstream;
  }

  void discovery(HttpServerResponse response) {
    JsonObject document =
        new JsonObject()
            .put("issuer", upstream.issuer())
            .put("authorization_endpoint", upstream.endpoint("authorize"))
            .put("token_endpoint", upstream.endpoint("token"))
            .put("jwks_uri", upstream.endpoint("keys"))
            .put("end_session_endpoint", upstream.endpoint("logout"))
            .put("response_types_supported", new JsonArray().add("code"))
            .put("subject_types_supported", new JsonArray().add("public"))
            .put(
                "token_endpoint_auth_methods_supported",
                new JsonArray().add("client_secret_basic").add("client_secret_post"));
    if (upstream.offersUserinfo()) {
      document.put("userinfo_endpoint", upstream.endpoint("userinfo"));
    }
    if (upstream.reportStatus().isPresent()) {
      response.putHeader(
          LoginReportLink.HEADER, LoginReportLink.value(upstream.endpoint("login-report")));
    }
    if (upstream.sendsIss()) {
      document.put("authorization_response_iss_parameter_supported", true);
    }
    for (Fault fault : upstream.faults()) {
      spoilDiscovery(response, document, fault);
    }
    finish(response, document, DISCOVERY_HANGS);
  }

  private void spoilDiscovery(HttpServerResponse response, JsonObject document, Fault fault) {
    switch (fault) {
      case DISCOVERY_DOWN -> FakeAnswer.error(response, 503, "down");
      case DISCOVERY_REDIRECTS -> FakeAnswer.redirect(response, upstream.endpoint("elsewhere"));
      case DISCOVERY_HTML -> FakeAnswer.html(response);
      case DISCOVERY_GARBAGE -> FakeAnswer.garbage(response);
      case DISCOVERY_HUGE -> FakeAnswer.huge(response);
      case DISCOVERY_DUPLICATE_MEMBER ->
          FakeAnswer.json(
              response,
              200,
              "{\"issuer\":\"https://evil.example\"," + document.encode().substring(1));
      case DISCOVERY_OTHER_ISSUER -> document.put("issuer", "https://evil.example");
      case DISCOVERY_INSECURE_ENDPOINT ->
          document.put("token_endpoint", "http://login.example.com/token");
      case DISCOVERY_WITHOUT_KEYS -> document.remove("jwks_uri");
      default -> {}
    }
  }

  void jwks(HttpServerResponse response) {
    JsonObject document = upstream.keys().jwks();
    for (Fault fault : upstream.faults()) {
      spoilKeys(response, document, fault);
    }
    finish(response, document, JWKS_HANGS);
  }

  private void spoilKeys(HttpServerResponse response, JsonObject document, Fault fault) {
    JsonArray keys = document.getJsonArray("keys");
    switch (fault) {
      case JWKS_DOWN -> FakeAnswer.error(response, 503, "down");
      case JWKS_REDIRECTS -> FakeAnswer.redirect(response, upstream.endpoint("elsewhere"));
      case JWKS_GARBAGE -> FakeAnswer.garbage(response);
      case JWKS_HUGE -> FakeAnswer.huge(response);
      case JWKS_EMPTY -> keys.clear();
      case JWKS_TOO_MANY -> {
        JsonObject one = keys.getJsonObject(0);
        for (int i = 0; i < 100; i++) {
          keys.add(one.copy().put("kid", "extra-" + i));
        }
      }
      case JWKS_OTHER_KEY ->
          each(
              keys,
              key -> {
                if ("RSA".equals(key.getString("kty"))) {
                  key.put("n", upstream.foreignKeys().rsa().getModulus().toString());
                }
              });
      case JWKS_FOR_ENCRYPTION -> each(keys, key -> key.put("use", "enc"));
      case JWKS_FOR_OTHER_ALGORITHM -> each(keys, key -> key.put("alg", "RS512"));
      case JWKS_WEAK_KEY ->
          each(
              keys,
              key -> {
                if ("RSA".equals(key.getString("kty"))) {
                  BigInteger weak = BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE);
                  key.put("n", Base64URL.encode(weak).toString());
                }
              });
      case JWKS_SYMMETRIC ->
          keys.clear()
              .add(
                  new JsonObject()
                      .put("kty", "oct")
                      .put("kid", upstream.keys().kid("RS256"))
                      .put("k", Base64URL.encode(FakeIdToken.SYMMETRIC_KEY).toString()));
      default -> {}
    }
  }

  private static void each(JsonArray keys, java.util.function.Consumer<JsonObject> change) {
    for (int i = 0; i < keys.size(); i++) {
      change.accept(keys.getJsonObject(i));
    }
  }

  private void finish(HttpServerResponse response, JsonObject document, Fault hanging) {
    if (!response.ended() && !response.headWritten() && !upstream.has(hanging)) {
      FakeAnswer.json(response, 200, document.encode());
    }
  }
}
