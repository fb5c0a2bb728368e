package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code flow as such: answers, codes, tokens and what is refused. */
class CodeFlowIT extends Examined {
  @Test
  @Plays({"oidcc-server", "oidcc-idtoken-signature"})
  @Proves({"OIDCC-2", "OIDCC-3.1.2.5", "OIDCC-3.1.3.3", "OIDCC-3.1.3.6", "OIDCC-10.1"})
  void codeAndTokensAreGoodAndCarryNothingUnasked() {
    String code = first.code(first.open(first.request()));
    // RFC 6749 §10.10: 128 bits at least, and the suite measures the entropy of what it sees.
    assertTrue(code.length() >= 22 && code.chars().distinct().count() > 15, code);
    Tokens tokens = first.tokens(first.exchange(code));
    assertEquals(Set.of("sub"), Examiner.claims(first.userinfo(tokens), tokens).fieldNames());
  }

  @Test
  @Plays("oidcc-server-client-secret-post")
  @Proves({"OIDCC-9", "RFC6749-2.3.1"})
  void theSecretMayStandInTheForm() {
    Tokens tokens =
        second.tokens(second.exchangeByPost(second.code(second.open(second.request()))));
    Examiner.claims(second.userinfo(tokens), tokens);
  }

  @Test
  @Plays("oidcc-response-type-missing")
  @Proves({"RFC6749-3.1.1", "RFC6749-4.1.2.1"})
  void withoutResponseTypeThereIsAnError() {
    String error = first.error(first.open(first.request("response_type", null)));
    assertTrue(Set.of("invalid_request", "unsupported_response_type").contains(error), error);
    assertFalse(first.wasAsked());
  }

  @Test
  @Plays("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
  @Proves("OIDCC-3.1.2.1")
  void withoutNonceThereIsNone() {
    assertNull(first.run("nonce", null).claims().getString("nonce"));
  }

  @Test
  @Plays("oidcc-alternate-happy-flow")
  @Proves("RFC6749-3.3")
  void orderDoesNotMatter() {
    Map<String, String> request = first.request("scope", "email openid");
    List<String> names = new ArrayList<>(request.keySet());
    Collections.reverse(names);
    Map<String, String> turned = new LinkedHashMap<>();
    names.forEach(name -> turned.put(name, request.get(name)));
    Tokens tokens = first.tokens(first.exchange(first.code(first.open(turned))));
    assertTrue(Examiner.claims(first.userinfo(tokens), tokens).containsKey("email"));
  }

  @Test
  @Plays("oidcc-ensure-request-with-unknown-parameter-succeeds")
  @Proves("OIDCC-3.1.2.1")
  void whatIsNotUnderstoodIsIgnored() {
    first.run("extra", "foobar");
  }

  @ParameterizedTest
  @Plays({
    "oidcc-display-page",
    "oidcc-display-popup",
    "oidcc-ui-locales",
    "oidcc-claims-locales",
    "oidcc-login-hint"
  })
  @Proves({"OIDCC-3.1.2.1", "OIDCC-5.2"})
  @CsvSource({
    "display,page",
    "display,popup",
    "ui_locales,se",
    "ui_locales,fr en",
    "claims_locales,se",
    "login_hint,alice@example.com",
    "login_hint,nobody@certification.example.com"
  })
  void wishesAreNoError(String name, String value) {
    first.run(name, value);
    assertTrue(first.wasAsked());
  }

  @Test
  @Plays("oidcc-ensure-registered-redirect-uri")
  @Proves({"OIDCC-3.1.2.1", "RFC6749-3.1.2.4", "RFC9700-4.1.3"})
  void anUnregisteredAddressGetsAPage() {
    for (String end : List.of("x", "/x", "?x=1", "?", "/..", "#x")) {
      assertErrorPage(
          first.open(first.request("redirect_uri", Examiner.CALLBACK + end)), "not registered");
      assertFalse(first.wasAsked());
    }
  }

  @Test
  @Plays("oidcc-ensure-post-request-succeeds")
  @Proves({"OIDCC-3.1.2.1", "OIDCC-13.2"})
  void theRequestMayBePosted() {
    first.tokens(first.exchange(first.code(first.post(first.request()))));
  }

  @Test
  @Plays("oidcc-ensure-request-with-valid-pkce-succeeds")
  @Proves({"RFC7636-4.3", "RFC7636-4.6"})
  void pkceWorksAndItsVerifierIsChecked() {
    String verifier = RandomToken.bits256();
    Map<String, String> request =
        first.request("code_challenge", Pkce.challenge(verifier), "code_challenge_method", "S256");
    first.tokens(first.exchange(first.code(first.open(request)), "code_verifier", verifier));
    Examiner.assertTokenError(
        first.exchange(first.code(first.open(request)), "code_verifier", verifier + "x"),
        "invalid_grant");
  }

  @Test
  @Plays("oidcc-codereuse")
  @Proves({"RFC6749-4.1.2", "RFC6749-10.5", "OIDCC-3.1.3.2", "OIDCC-3.1.3.4"})
  void aCodeWorksOnce() {
    String code = first.code(first.open(first.request()));
    first.tokens(first.exchange(code));
    Examiner.assertTokenError(first.exchange(code), "invalid_grant");
  }

  @Test
  @Plays("oidcc-codereuse-30seconds")
  @Proves({"RFC6749-4.1.2", "RFC6749-10.5"})
  void aCodeUsedAgainLaterTakesItsTokensWithIt() {
    String code = first.code(first.open(first.request()));
    Tokens tokens = first.tokens(first.exchange(code));
    broker.clock().advance(Duration.ofSeconds(30));
    Examiner.assertTokenError(first.exchange(code), "invalid_grant");
    HttpResponse<String> refused = first.userinfo(tokens);
    assertEquals(401, refused.statusCode(), refused::body);
  }
}
