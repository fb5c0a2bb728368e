package io.tributary.broker.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.platform.protocol.OAuthException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationRequestTest {
  private final Client client = Requests.client();

  /** Before the redirect URI is trusted a failure must stay here: no open redirect, no leak. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-client_id",
        "client_id=",
        "client_id=other",
        "client_id=APP",
        "+client_id=app",
        "-redirect_uri",
        "redirect_uri=",
        "redirect_uri=https://app.example/callback/",
        "redirect_uri=https://app.example/callbac",
        "redirect_uri=https://app.example/callback%23f",
        "redirect_uri=https://app.example/callback?x=1",
        "redirect_uri=https://APP.example/callback",
        "redirect_uri=http://app.example/callback",
        "redirect_uri=https://app.example:443/callback",
        "redirect_uri=https://app.example%40evil.example/callback",
        "redirect_uri=https://evil.example/https://app.example/callback",
        "redirect_uri=https://app.example/callback%00",
        "redirect_uri=//app.example/callback",
        "+redirect_uri=https://app.example/callback",
        "+redirect%5Furi=https://evil.example/"
      })
  void isNotTrusted(String change) {
    assertThrows(OAuthException.class, () -> Requests.trusted(client, change));
  }

  /** RFC 8252 §7.3; the code is bound to what was presented, port and all (RFC 6749 §4.1.3). */
  @Test
  void aNativeApplicationReturnsToThePortThatItListensOn() {
    Client installed =
        ClientFixture.client(client.id())
            .redirectUris("http://127.0.0.1/cb", "http://localhost/cb")
            .build();
    String presented = "http://127.0.0.1:51004/cb";
    TrustedRequest trusted = Requests.trusted(installed, "redirect_uri=" + presented);
    assertEquals(presented, trusted.back().redirectUri());
    assertThrows(
        OAuthException.class,
        () -> Requests.trusted(installed, "redirect_uri=http://localhost:51004/cb"));
    assertThrows(
        OAuthException.class,
        () -> Requests.trusted(installed, "redirect_uri=http://127.0.0.1:51004@evil.example/cb"));
  }

  @Test
  void aClientOfAnotherIssuerIsNotKnownHere() {
    Client elsewhere =
        ClientFixture.client(client.id()).redirectUris(Requests.REDIRECT).issuers("other").build();
    assertThrows(OAuthException.class, () -> Requests.trusted(elsewhere, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "-response_type,                     invalid_request",
    "response_type=token,                unsupported_response_type",
    "response_type=code+id_token,        unauthorized_client",
    "response_type=id_token+token+code,  unsupported_response_type",
    "response_type=none,                 unsupported_response_type",
    "+response_type=code,                invalid_request",
    "response_mode=web_message,          invalid_request",
    "-scope,                             invalid_request",
    "scope=profile,                      invalid_scope",
    "scope=openid+%22,                   invalid_scope",
    "+scope=openid,                      invalid_request",
    "-code_challenge,                    invalid_request",
    "code_challenge=short,               invalid_request",
    "code_challenge_method=plain,        invalid_request",
    "-code_challenge_method,             invalid_request",
    "+code_challenge=x,                  invalid_request",
    "prompt=sometimes,                   invalid_request",
    "prompt=none+login,                  invalid_request",
    "prompt=LOGIN,                       invalid_request",
    "max_age=-1,                         invalid_request",
    "max_age=soon,                       invalid_request",
    "max_age=9999999999,                 invalid_request",
    "+state=s2,                          invalid_request",
    "+nonce=n2,                          invalid_request",
    "+unknown=1&unknown=2,               invalid_request"
  })
  void isTrustedButNotValid(String change, String error) {
    OAuthException refused =
        assertThrows(OAuthException.class, () -> Requests.valid(client, change));
    assertEquals(error, refused.code().wire());
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "nonce", "login_hint", "idp_hint"})
  void oversizedValuesAreRefused(String name) {
    assertThrows(OAuthException.class, () -> Requests.valid(client, name + "=" + "x".repeat(2049)));
    Requests.valid(client, name + "=" + "x".repeat(2048));
  }

  @Test
  void goodRequestKeepsWhatItAskedFor() {
    ValidRequest request =
        Requests.valid(client, "prompt=login+consent", "max_age=0", "kc_idp_hint=okta");
    assertEquals(List.of("openid", "profile"), request.tokens().scopes().values());
    assertEquals(Set.of(Prompt.LOGIN, Prompt.CONSENT), request.login().prompt());
    assertEquals(0, request.login().maxAgeSeconds().getAsLong());
    assertEquals(Optional.of("okta"), request.login().idpHint());
    assertEquals(Optional.of("s1"), request.back().state());
  }

  @Test
  void scopesThatTheClientMayNotHaveAreLeftOutAndRepeatedOnesFolded() {
    ValidRequest request = Requests.valid(client, "scope=openid+admin+email+openid+profile+email");
    assertEquals("openid email profile", request.tokens().scopes().toString());
  }

  @Test
  void pkceMayBeLeftOutOnlyWhereTheClientIsSetSo() {
    Client relaxed = Requests.client(false, false, List.of());
    ValidRequest request = Requests.valid(relaxed, "-code_challenge", "-code_challenge_method");
    assertEquals(Optional.empty(), request.tokens().codeChallenge());
    // A method without a challenge is a mistake even there.
    assertThrows(OAuthException.class, () -> Requests.valid(relaxed, "-code_challenge"));
  }

  @Test
  void aDuplicateStateIsRefusedAndNotSentBack() {
    TrustedRequest trusted = Requests.trusted(client, "+state=s2");
    assertThrows(OAuthException.class, () -> Requests.rules().valid(trusted));
    assertEquals(Optional.empty(), trusted.back().state());
  }
}
