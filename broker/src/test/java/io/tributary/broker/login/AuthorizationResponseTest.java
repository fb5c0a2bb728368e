package io.tributary.broker.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.request.Requests;
import io.tributary.broker.request.TrustedRequest;
import io.tributary.platform.protocol.OAuthException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes back to a client, in each mode. */
class AuthorizationResponseTest {
  private static final String APP = "org.example.phone:/cb";

  private final Client client = Requests.client();
  private final Client every =
      ClientFixture.client("app")
          .redirectUris(Requests.REDIRECT, APP)
          .grantTypes("authorization_code", "implicit")
          .responseTypes("code", "id_token", "id_token token", "code id_token", "code token")
          .build();

  @Test
  void responseCarriesStateAndIssuerAndKeepsTheRegisteredQuery() {
    TrustedRequest trusted =
        Requests.trusted(client, "redirect_uri=https://app.example/other?x=1", "state=a%26b%3D1");
    String location =
        AuthorizationResponse.success(trusted.back(), Map.of("code", "the-code"), Optional.empty())
            .location();
    assertEquals(
        "https://app.example/other?x=1&code=the-code&state=a%26b%3D1&iss=https%3A%2F%2Fid.example",
        location);
  }

  @Test
  void refusalOfADuplicateStateGoesToTheClientWithoutState() {
    TrustedRequest trusted = Requests.trusted(client, "+state=s2");
    OAuthException refused =
        assertThrows(OAuthException.class, () -> Requests.rules().valid(trusted));
    String location = AuthorizationResponse.failure(trusted.back(), refused, "r").location();
    assertTrue(location.startsWith(Requests.REDIRECT + "?error=invalid_request&"));
    assertFalse(location.contains("state="));
    assertTrue(location.endsWith("&iss=https%3A%2F%2Fid.example"));
  }

  private static AuthorizationResponse response(Client client, String... changes) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("access_token", "a.b-c_d");
    given.put("code", "the-code");
    return AuthorizationResponse.success(
        Requests.trusted(client, changes).back(), given, Optional.of("x.y"));
  }

  /** What came as state leads nowhere else and adds nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"><script>alert(1)</script>",
        "a&code=mine#access_token=mine",
        "x\r\nLocation: https://evil.example/",
        "%26code%3Dmine",
        "\u00e9\u202e\ud83d\ude00",
        "' + \" ; , \\"
      })
  void aStateIsOneValueWhateverIsInIt(String state) {
    String sent = URLEncoder.encode(state, StandardCharsets.UTF_8);
    for (String mode : new String[] {"query", "fragment"}) {
      String location =
          response(every, "state=" + sent, "response_mode=" + mode, "response_type=code")
              .location();
      String separator = mode.equals("query") ? "?" : "#";
      assertEquals(Requests.REDIRECT, location.substring(0, location.indexOf(separator)));
      Map<String, String> found = new LinkedHashMap<>();
      for (String pair : location.substring(location.indexOf(separator) + 1).split("&", -1)) {
        String[] both = pair.split("=", -1);
        assertEquals(2, both.length, location);
        assertEquals(
            null, found.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8)), location);
      }
      assertEquals(
          Map.of(
              "access_token", "a.b-c_d",
              "code", "the-code",
              "state", state,
              "iss", "https://id.example",
              "session_state", "x.y"),
          found);
    }
    assertEquals(
        state,
        response(every, "state=" + sent, "response_mode=form_post")
            .parameters()
            .fields()
            .get("state"));
  }

  @Test
  void aFragmentFollowsARegisteredQueryAndAProgramsOwnScheme() {
    String kept =
        response(
                Requests.client(),
                "redirect_uri=https://app.example/other?x=1",
                "response_mode=fragment")
            .location();
    assertTrue(kept.startsWith("https://app.example/other?x=1#access_token=a.b-c_d&"), kept);
    String own = response(every, "redirect_uri=" + APP, "response_mode=fragment").location();
    assertTrue(own.startsWith(APP + "#access_token="), own);
  }

  @Test
  void aFormHasNoAddressToLeakFrom() {
    AuthorizationResponse form = response(every, "response_mode=form_post");
    assertThrows(IllegalStateException.class, form::location);
    assertEquals("[access_token, code, state, iss, session_state]", form.parameters().toString());
  }
}
