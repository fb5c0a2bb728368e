package io.tributary.broker.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may want back, how, and how it hears that it may not. */
class ResponseRulesTest {
  private static final String APP = "org.example.phone:/cb";

  /** May ask for all, also for what the broker of these tests does not offer. */
  private final Client every =
      ClientFixture.client("app")
          .redirectUris(Requests.REDIRECT, APP)
          .grantTypes("authorization_code", "implicit")
          .responseTypes(
              "code",
              "id_token",
              "id_token token",
              "code id_token",
              "code token",
              "code id_token token")
          .build();

  private static String[] changes(String written) {
    return written.split(" ", -1);
  }

  @ParameterizedTest
  @Proves({"OIDCC-3.2.2.1", "OIDCC-3.3.2.1", "RFC6749-3.1.1"})
  @CsvSource({
    "response_type=code,                                 QUERY",
    "response_type=id_token -code_challenge -code_challenge_method, FRAGMENT",
    "response_type=token+id_token -code_challenge -code_challenge_method, FRAGMENT",
    "response_type=id_token+code,                        FRAGMENT",
    "response_type=code+token,                           FRAGMENT",
    "response_type=code+token -nonce,                    FRAGMENT",
    "response_type=code response_mode=query,             QUERY",
    "response_type=code response_mode=fragment,          FRAGMENT",
    "response_type=code response_mode=form_post,         FORM_POST",
    "response_type=code+id_token response_mode=fragment, FRAGMENT",
    "response_type=code+id_token response_mode=form_post,FORM_POST",
    "response_type=code response_mode=fragment redirect_uri=org.example.phone:/cb, FRAGMENT",
  })
  void isAnswered(String change, ResponseMode mode) {
    assertEquals(mode, Requests.valid(every, changes(change)).back().mode());
  }

  /** A refusal goes the way of the success, or as near as can be. */
  @ParameterizedTest
  @Proves({"OIDCC-3.2.2.6", "OIDCC-3.3.2.6", "OIDCC-3.1.2.6", "OIDCC-15.5.2", "RFC7636-4.4.1"})
  @CsvSource({
    // Tokens never stand in a query.
    "response_type=id_token response_mode=query,          invalid_request, FRAGMENT",
    "response_type=code+id_token response_mode=query,     invalid_request, FRAGMENT",
    "response_type=code+token response_mode=query,        invalid_request, FRAGMENT",
    "response_type=token response_mode=query,             unsupported_response_type, FRAGMENT",
    // A nonce where an id_token passes the browser.
    "response_type=id_token -nonce,                       invalid_request, FRAGMENT",
    "response_type=id_token+token -nonce,                 invalid_request, FRAGMENT",
    "response_type=code+id_token -nonce,                  invalid_request, FRAGMENT",
    "response_type=code+id_token nonce=,                  invalid_request, FRAGMENT",
    "response_type=code+id_token -nonce response_mode=form_post, invalid_request, FORM_POST",
    // PKCE wherever a code is.
    "response_type=code+token -code_challenge -code_challenge_method, invalid_request, FRAGMENT",
    "response_type=code+id_token code_challenge_method=plain, invalid_request, FRAGMENT",
    "response_type=code -code_challenge -code_challenge_method response_mode=form_post, invalid_request, FORM_POST",
    // What is off here, or is not of OpenID Connect.
    "response_type=code+id_token+token,                   unsupported_response_type, FRAGMENT",
    "response_type=token,                                 unsupported_response_type, FRAGMENT",
    "response_type=none,                                  unsupported_response_type, QUERY",
    "response_type=none response_mode=form_post,          unsupported_response_type, FORM_POST",
    "response_type=code+code,                             unsupported_response_type, QUERY",
    "response_type=CODE,                                  unsupported_response_type, QUERY",
    "-response_type,                                      invalid_request, QUERY",
    "-response_type response_mode=fragment,               invalid_request, FRAGMENT",
    "+response_type=id_token,                             invalid_request, QUERY",
    // Modes.
    "response_mode=web_message,                           invalid_request, QUERY",
    "response_mode=FORM_POST,                             invalid_request, QUERY",
    "response_type=code+token response_mode=x,            invalid_request, FRAGMENT",
    "response_mode=query +response_mode=fragment,         invalid_request, QUERY",
    "response_type=id_token +response_mode=form_post&response_mode=query, invalid_request, FRAGMENT",
    // No form reaches a program by its own scheme.
    "redirect_uri=org.example.phone:/cb response_mode=form_post, invalid_request, QUERY",
    "redirect_uri=org.example.phone:/cb response_type=code+id_token response_mode=form_post, invalid_request, FRAGMENT",
  })
  void isRefused(String change, String error, ResponseMode mode) {
    TrustedRequest trusted = Requests.trusted(every, changes(change));
    OAuthException refused =
        assertThrows(OAuthException.class, () -> Requests.rules().valid(trusted));
    assertEquals(error, refused.code().wire());
    assertEquals(mode, trusted.back().mode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token", "id_token+token", "code+id_token", "code+token"})
  void aClientGetsOnlyWhatItIsSetFor(String type) {
    TrustedRequest trusted = Requests.trusted(Requests.client(), "response_type=" + type);
    OAuthException refused =
        assertThrows(OAuthException.class, () -> Requests.rules().valid(trusted));
    assertEquals("unauthorized_client", refused.code().wire());
    assertEquals(ResponseMode.FRAGMENT, trusted.back().mode());
  }
}
