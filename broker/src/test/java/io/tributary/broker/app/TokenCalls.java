package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an application does with tokens beside getting them by a code. */
final class TokenCalls {
  static final JsonObject INACTIVE = new JsonObject().put("active", false);

  private TokenCalls() {}

  /** Posts as the application, by basic credentials; a public one by its id. */
  static HttpResponse<String> post(
      TestApplication application, String endpoint, Map<String, String> form, String... headers) {
    Map<String, String> sent = new LinkedHashMap<>(form);
    Map<String, String> heading = TestApplication.changed(new LinkedHashMap<>(), headers);
    if (application.secret().isEmpty()) {
      sent.put("client_id", application.id());
    } else {
      heading.put("authorization", TestApplication.basic(application.id(), application.secret()));
    }
    return application.post(application.endpoint(endpoint), TestApplication.encoded(sent), heading);
  }

  static HttpResponse<String> introspection(TestApplication application, String token) {
    return post(application, "introspection_endpoint", Map.of("token", token));
  }

  static JsonObject introspect(TestApplication application, String token) {
    HttpResponse<String> answer = introspection(application, token);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    assertEquals("application/json", answer.headers().firstValue("content-type").orElse(""));
    return new JsonObject(answer.body());
  }

  static HttpResponse<String> revocation(TestApplication application, String token) {
    return post(application, "revocation_endpoint", Map.of("token", token));
  }

  /** That must work: an empty 200 (RFC 7009 §2.2). */
  static void revoke(TestApplication application, String token) {
    HttpResponse<String> answer = revocation(application, token);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("", answer.body());
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
  }

  static HttpResponse<String> refresh(TestApplication application, String token) {
    return post(
        application,
        "token_endpoint",
        Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  static JsonObject forItself(TestApplication application, String... parameters) {
    Map<String, String> form =
        TestApplication.changed(
            new LinkedHashMap<>(Map.of("grant_type", "client_credentials")), parameters);
    HttpResponse<String> answer = post(application, "token_endpoint", form);
    assertEquals(200, answer.statusCode(), answer::body);
    return new JsonObject(answer.body());
  }

  static String access(JsonObject tokens) {
    return tokens.getString("access_token");
  }

  /** A part of a JWT: 0 is its header, 1 its claims. */
  static JsonObject part(String jwt, int part) {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[part])));
  }
}
