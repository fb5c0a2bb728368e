package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes from a browser and is wrong: at authorize, at the login's own pages, at the callback.
 */
class BadInputIT extends RefusedInput {
  private static URI authorize(String changes, String suffix) {
    String[] pairs = changes.isEmpty() ? new String[0] : changes.split("=", 2);
    if (pairs.length == 2 && pairs[1].startsWith("LONG")) {
      pairs[1] = "x".repeat(Integer.parseInt(pairs[1].substring(4)));
    }
    if (pairs.length == 2 && pairs[1].isEmpty()) {
      pairs[1] = null;
    }
    return URI.create(inventory.authorize(pairs) + suffix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "response_type=|''|invalid_request",
        "response_type=CODE|''|unsupported_response_type",
        "''|&response_type=code|invalid_request",
        "response_type=none|''|unsupported_response_type",
        "response_mode=web_message|''|invalid_request",
        "response_mode=Query|''|invalid_request",
        "''|&response_mode=query&response_mode=query|invalid_request",
        "scope=|''|invalid_request",
        "scope=profile|''|invalid_scope",
        "scope=OPENID|''|invalid_scope",
        "''|&scope=openid|invalid_request",
        "code_challenge=|''|invalid_request",
        "code_challenge=short|''|invalid_request",
        "code_challenge=LONG44|''|invalid_request",
        "code_challenge=LONG9000|''|invalid_request",
        "code_challenge=***|''|invalid_request",
        "''|&code_challenge=x|invalid_request",
        "code_challenge_method=|''|invalid_request",
        "code_challenge_method=plain|''|invalid_request",
        "code_challenge_method=s256|''|invalid_request",
        "''|&code_challenge_method=S256|invalid_request",
        "nonce=LONG2049|''|invalid_request",
        "''|&nonce=x|invalid_request",
        "state=LONG2049|''|invalid_request",
        "login_hint=LONG2049|''|invalid_request",
        "idp_hint=LONG2049|''|invalid_request",
        "kc_idp_hint=LONG2049|''|invalid_request",
        "prompt=none login|''|invalid_request",
        "prompt=bogus|''|invalid_request",
        "prompt=login login consent nobody|''|invalid_request",
        "''|&prompt=login&prompt=none|invalid_request",
        "max_age=-1|''|invalid_request",
        "max_age=1.5|''|invalid_request",
        "max_age=now|''|invalid_request",
        "max_age=99999999999999999999|''|invalid_request",
        "''|&max_age=1&max_age=2|invalid_request",
        "request=eyJhbGciOiJub25lIn0.e30.|''|request_not_supported",
        "request_uri=http://127.0.0.1/x|''|invalid_request_uri",
        "''|&unknown=1&unknown=2|invalid_request",
      })
  void authorizeTellsTheApplication(String changes, String suffix, String error) {
    Arrival told = Person.arrival(person.open(authorize(changes, suffix))).error(error);
    if (!changes.startsWith("state=")) {
      assertEquals(inventory.state(), told.get("state"));
    }
    assertEquals(inventory.issuer(), told.get("iss"));
    assertTrue(told.uri().toString().startsWith(World.CALLBACK + "?"));
    assertFalse(told.get("error_description").isEmpty());
  }

  /**
   * What is off here is refused where its tokens would have gone (OpenID Connect Core §3.2.2.6).
   */
  @ParameterizedTest
  @ValueSource(strings = {"token", "id_token", "id_token token", "code id_token", "code token"})
  void responseTypesThatAreOffAreRefusedInTheFragment(String type) {
    Map<String, String> told =
        Answers.fragment(person.open(inventory.authorize("response_type", type)));
    assertEquals("unsupported_response_type", told.get("error"));
    assertEquals(Set.of("error", "error_description", "state", "iss"), told.keySet());
  }

  @Test
  void aStateGivenTwiceIsNotSentBack() {
    Arrival told =
        Person.arrival(person.open(authorize("", "&state=other"))).error("invalid_request");
    assertNull(told.get("state"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client_id=|''",
        "client_id=nobody|''",
        "client_id=INVENTORY|''",
        "client_id=inventory%00|''",
        "client_id=at-second|''",
        "client_id=LONG9000|''",
        "client_id=' or 1=1 --|''",
        "''|&client_id=inventory",
        "''|&client_id=phone",
        "redirect_uri=|''",
        "redirect_uri=http://localhost:1/cb/|''",
        "redirect_uri=http://localhost:1/c|''",
        "redirect_uri=http://localhost:1/cb?|''",
        "redirect_uri=http://localhost:1/cb#f|''",
        "redirect_uri=http://localhost:1/cb?x=1|''",
        "redirect_uri=http://localhost:1/CB|''",
        "redirect_uri=HTTP://localhost:1/cb|''",
        "redirect_uri=http://localhost:1//cb|''",
        "redirect_uri=http://localhost:1/x/../cb|''",
        "redirect_uri=http://localhost:1/%63b|''",
        "redirect_uri=http://localhost:11/cb|''",
        "redirect_uri=http://localhost:1@evil.example/cb|''",
        "redirect_uri=http://localhost.evil.example:1/cb|''",
        "redirect_uri=https://localhost:1/cb|''",
        "redirect_uri=http://127.0.0.1:1/cb|''",
        "redirect_uri=javascript:alert(1)|''",
        "redirect_uri=//evil.example|''",
        "redirect_uri=org.example.phone:/cb|''",
        "''|&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcb",
        "''|&redirect_uri=https%3A%2F%2Fevil.example",
        "''|&x=%ff",
        "''|&x=%c0%af",
        "''|&x=a%00b",
        "redirect_uri=http://localhost:1/cb?response_type=code|''",
      })
  void authorizeTrustsNobodyAndShowsAPage(String changes, String suffix) throws Exception {
    HttpResponse<String> answer = raw(authorize(changes, suffix).toString());
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.headers().firstValue("location").isEmpty());
    assertTrue(answer.body().contains("administrator"), answer::body);
    assertFalse(answer.body().contains("evil.example"));
    assertTrue(answer.headers().allValues("set-cookie").isEmpty());
  }

  private static HttpResponse<String> raw(String uri) {
    return inventory.send(HttpRequest.newBuilder(URI.create(uri)));
  }

  @Test
  void aHundredAndOneParametersAreTooMany() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 101; i++) {
      suffix.append("&p").append(i).append("=1");
    }
    Person.assertFailurePage(
        person.open(authorize("", suffix.toString())),
        400,
        "invalid_request",
        world.broker().log());
  }

  @Test
  void anOversizedRequestLineIsRefused() {
    assertEquals(414, raw(authorize("", "&x=" + "y".repeat(17_000)).toString()).statusCode());
  }

  @Test
  void anOversizedFormIsRefused() {
    URI authorize = inventory.endpoint("authorization_endpoint");
    String form = TestApplication.encoded(inventory.request("x", "y".repeat(70_000)));
    assertEquals(413, inventory.post(authorize, form, Map.of()).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/json"})
  void authorizeReadsFormsOnly(String type) {
    HttpResponse<String> answer =
        inventory.send(
            HttpRequest.newBuilder(inventory.endpoint("authorization_endpoint"))
                .header("content-type", type)
                .POST(BodyPublishers.ofString(TestApplication.encoded(inventory.request()))));
    assertTrue(answer.statusCode() == 415 || answer.statusCode() == 400, answer::body);
    assertTrue(answer.headers().allValues("set-cookie").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE"})
  void authorizeTakesNoOtherMethod(String method) {
    HttpResponse<String> answer =
        inventory.send(
            HttpRequest.newBuilder(inventory.authorize()).method(method, BodyPublishers.noBody()));
    assertTrue(answer.statusCode() == 405 || answer.statusCode() == 501, answer::body);
  }
}
