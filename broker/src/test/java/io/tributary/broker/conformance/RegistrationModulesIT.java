package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that register themselves. */
class RegistrationModulesIT extends Examined {
  private static final JsonObject NOTHING_MORE = new JsonObject();

  private static JsonObject redirects(String... uris) {
    JsonArray list = new JsonArray();
    for (String uri : uris) {
      list.add(uri);
    }
    return new JsonObject().put("redirect_uris", list);
  }

  private static void assertRefused(HttpResponse<String> answer, Set<String> errors) {
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(
        answer.headers().firstValue("content-type").orElse("").startsWith("application/json"));
    assertTrue(errors.contains(new JsonObject(answer.body()).getString("error")), answer::body);
  }

  @Test
  @Plays(
      value = {"oidcc-server", "oidcc-idtoken-rs256"},
      in = Profile.DYNAMIC)
  @Proves({"REGISTRATION-3.1", "REGISTRATION-3.2", "RFC7591-3.2.1"})
  void aRegisteredClientGetsItsTokens() {
    for (JsonObject more :
        new JsonObject[] {
          NOTHING_MORE, new JsonObject().put("id_token_signed_response_alg", "RS256")
        }) {
      Examiner client = Examiner.registered(broker, more);
      Tokens tokens = client.run();
      Examiner.claims(client.userinfo(tokens), tokens);
    }
  }

  @Test
  @Plays(value = "oidcc-redirect-uri-query-OK", in = Profile.DYNAMIC)
  @Proves({"RFC6749-3.1.2", "OIDCC-3.1.2.5"})
  void anAddressKeepsItsQuery() {
    Examiner.registered(broker, redirects(Examiner.CALLBACK + "?foo=bar")).run();
  }

  @ParameterizedTest
  @CsvSource({"?foo=bar,?bar=foo", "'',?foo=bar", "?foo=bar,''", "?foo=bar,?foo=bar&x=y"})
  @Plays(
      value = {"oidcc-redirect-uri-query-mismatch", "oidcc-redirect-uri-query-added"},
      in = Profile.DYNAMIC)
  @Proves({"OIDCC-3.1.2.1", "RFC9700-2.1"})
  void anotherQueryIsAnotherAddress(String registered, String asked) {
    Examiner client = Examiner.registered(broker, redirects(Examiner.CALLBACK + registered));
    assertErrorPage(
        client.open(client.request("redirect_uri", Examiner.CALLBACK + asked)), "not registered");
    assertFalse(client.wasAsked());
  }

  @Test
  @Plays(value = "oidcc-redirect-uri-regfrag", in = Profile.DYNAMIC)
  @Proves({"RFC6749-3.1.2", "REGISTRATION-3.3"})
  void anAddressWithAFragmentIsNotRegistered() {
    assertRefused(
        Registrations.register(broker, redirects(Examiner.CALLBACK + "#foobar")),
        Set.of("invalid_redirect_uri", "invalid_client_metadata"));
  }

  @Test
  @Plays(value = "oidcc-ensure-redirect-uri-in-authorization-request", in = Profile.DYNAMIC)
  @Proves({"OIDCC-3.1.2.1", "RFC6749-3.1.2.3"})
  void withoutAnAddressThereIsAPage() {
    Examiner client =
        Examiner.registered(broker, redirects(Examiner.CALLBACK, Examiner.CALLBACK + "?2"));
    Page page = client.open(client.request("redirect_uri", null));
    assertErrorPage(page, "redirect_uri is missing");
  }

  @Test
  @Plays(value = "oidcc-3rd_party-init-login", in = Profile.THIRD_PARTY_LOGIN)
  @Proves({"OIDCC-4", "REGISTRATION-4.2", "RFC7592-2.1"})
  void theAddressThatStartsALoginIsKept() {
    String start = "https://www.certification.openid.net/test/a/tributary/initiate_login";
    JsonObject registered =
        Registrations.created(
            Registrations.register(broker, new JsonObject().put("initiate_login_uri", start)));
    assertEquals(start, registered.getString("initiate_login_uri"));
    HttpResponse<String> read =
        Wire.send(
            HttpRequest.newBuilder(URI.create(registered.getString("registration_client_uri")))
                .header(
                    "authorization",
                    "Bearer " + registered.getString("registration_access_token")));
    assertEquals(200, read.statusCode(), read::body);
    assertEquals(start, new JsonObject(read.body()).getString("initiate_login_uri"));
  }

  @Test
  @Plays(value = "oidcc-3rd_party-init-login-nohttps", in = Profile.THIRD_PARTY_LOGIN)
  @Proves({"OIDCC-4", "REGISTRATION-2"})
  void aLoginIsNotStartedOverHttp() {
    assertRefused(
        Registrations.register(
            broker,
            new JsonObject()
                .put("initiate_login_uri", "http://www.certification.openid.net/initiate_login")),
        Set.of("invalid_client_metadata"));
  }
}
