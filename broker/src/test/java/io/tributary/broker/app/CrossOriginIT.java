package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts of other sites may call and read (Fetch Standard §3.3). */
class CrossOriginIT {
  private static final String SITE = "https://spa.example";
  private static World world;

  @BeforeAll
  static void start() {
    world = World.open();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + world.broker().broker().port() + path))
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("a=b") : BodyPublishers.noBody())
            .header("origin", SITE)
            .header("cookie", "any=cookie");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("absent");
  }

  private static void assertReadableWithoutCredentials(HttpResponse<String> answer) {
    assertEquals("*", header(answer, "access-control-allow-origin"));
    assertEquals("absent", header(answer, "access-control-allow-credentials"));
    assertTrue(header(answer, "access-control-expose-headers").contains("WWW-Authenticate"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /.well-known/openid-configuration",
    "GET,  /.well-known/oauth-authorization-server",
    "GET,  /oauth2/v1/keys",
    "GET,  /oauth2/default/v1/keys",
    "POST, /oauth2/v1/token",
    "POST, /oauth2/default/v1/token",
    "POST, /application/o/token/",
    "GET,  /oauth2/v1/userinfo",
    "POST, /oauth2/v1/userinfo",
    "GET,  /application/o/userinfo/",
    "POST, /oauth2/v1/revoke",
    "POST, /application/o/revoke/",
  })
  void aPreflightIsAnswered(String method, String path) throws Exception {
    HttpResponse<String> answer =
        send(
            "OPTIONS",
            path,
            "access-control-request-method",
            method,
            "access-control-request-headers",
            "authorization,content-type");
    assertEquals(204, answer.statusCode());
    assertReadableWithoutCredentials(answer);
    assertTrue(header(answer, "access-control-allow-methods").contains(method), path);
    assertEquals(
        "Authorization, Content-Type, DPoP", header(answer, "access-control-allow-headers"));
    assertEquals("7200", header(answer, "access-control-max-age"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /.well-known/openid-configuration, -, 200",
    "HEAD, /.well-known/openid-configuration, -, 200",
    "GET,  /oauth2/v1/keys, -, 200",
    // errors too, those included that no endpoint gives
    "POST, /.well-known/openid-configuration, application/x-www-form-urlencoded, 405",
    "POST, /oauth2/v1/token, application/x-www-form-urlencoded, 401",
    "POST, /oauth2/v1/token, text/plain, 415",
    "GET,  /oauth2/v1/token, -, 405",
    "GET,  /oauth2/v1/userinfo, -, 401",
    "PUT,  /oauth2/v1/userinfo, -, 405",
    "POST, /oauth2/v1/userinfo, multipart/form-data, 415",
  })
  void everyAnswerCanBeRead(String method, String path, String type, int status) throws Exception {
    HttpResponse<String> answer =
        type.equals("-") ? send(method, path) : send(method, path, "content-type", type);
    assertEquals(status, answer.statusCode(), answer::body);
    assertReadableWithoutCredentials(answer);
  }

  /** There a cookie is the proof, or an answer is for people. */
  @ParameterizedTest
  @CsvSource({
    "OPTIONS, /oauth2/v1/authorize",
    "GET,     /oauth2/v1/authorize",
    "POST,    /oauth2/v1/authorize",
    "OPTIONS, /application/o/authorize/",
    "OPTIONS, /oauth2/v1/logout",
    "OPTIONS, /oauth2/v1/introspect",
    "GET,     /oauth2/v1/logout",
    "OPTIONS, /",
    "GET,     /",
    "GET,     /login/local/x",
    "OPTIONS, /login/local/x",
    "GET,     /federation/okta/callback",
    "GET,     /nothing",
  })
  void nothingElseMayBeRead(String method, String path) throws Exception {
    HttpResponse<String> answer =
        method.equals("POST")
            ? send(method, path, "content-type", "application/x-www-form-urlencoded")
            : send(method, path, "access-control-request-method", "GET");
    answer
        .headers()
        .map()
        .keySet()
        .forEach(name -> assertTrue(!name.startsWith("access-control-"), path + " " + name));
  }
}
