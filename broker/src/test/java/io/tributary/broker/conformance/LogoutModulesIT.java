package io.tributary.broker.conformance;

import static io.tributary.platform.proof.Profile.RP_INITIATED_LOGOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.RandomToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RP-initiated logout: each request by somebody who is logged in. */
class LogoutModulesIT extends Examined {
  private static final String LOGGED_OUT =
      "https://www.certification.openid.net/test/a/tributary/post_logout_redirect";

  private Tokens tokens;

  @BeforeEach
  void logIn() {
    tokens = first.run();
  }

  /** A request as the suite makes it; changes may add, replace, or (with null) leave out. */
  private Map<String, String> request(String... changes) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("id_token_hint", tokens.idToken());
    request.put("post_logout_redirect_uri", LOGGED_OUT);
    request.put("state", RandomToken.bits256().substring(0, 10));
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        request.remove(changes[i]);
      } else {
        request.put(changes[i], changes[i + 1]);
      }
    }
    return request;
  }

  /** Opens the request and says yes when asked. */
  private Page logOut(Map<String, String> request) {
    String query = request.isEmpty() ? "" : "?" + Wire.encoded(request);
    Page page =
        first.onward(
            first.browser().open(URI.create(broker.endpoint("end_session_endpoint") + query)));
    while (page.status() == 200 && !page.isRedirect() && !page.forms().isEmpty()) {
      Form confirm = page.forms().get(0);
      page = first.onward(first.browser().submit(confirm.press(confirm.buttons().get(0).value())));
    }
    return page;
  }

  private void assertLoggedOut() {
    assertEquals("login_required", first.error(first.open(first.request("prompt", "none"))));
  }

  private void assertRefused(Page page) {
    assertFalse(page.isRedirect(), page::toString);
    assertEquals(400, page.status(), page::text);
  }

  @Test
  @Plays(
      value = "oidcc-rp-initiated-logout-discovery-endpoint-verification",
      in = RP_INITIATED_LOGOUT)
  @Proves("RPLOGOUT-2.1")
  void discoverySaysWhere() {
    assertTrue(broker.isOwn(broker.endpoint("end_session_endpoint")));
  }

  @Test
  @Plays(value = "oidcc-rp-initiated-logout", in = RP_INITIATED_LOGOUT)
  @Proves({"RPLOGOUT-2", "RPLOGOUT-3"})
  void logsOutAndComesBackWithTheState() {
    Map<String, String> request = request();
    Page page = logOut(request);
    assertTrue(page.isRedirect(), page::text);
    assertEquals(
        LOGGED_OUT + "?state=" + Wire.encode(request.get("state")), page.location().toString());
    assertLoggedOut();
  }

  @Test
  @Plays(value = "oidcc-rp-initiated-logout-no-state", in = RP_INITIATED_LOGOUT)
  @Proves("RPLOGOUT-3")
  void withoutStateNothingIsAdded() {
    Page page = logOut(request("state", null));
    assertTrue(page.isRedirect(), page::text);
    assertEquals(LOGGED_OUT, page.location().toString());
    assertLoggedOut();
  }

  @Test
  @Plays(
      value = {
        "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
        "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri"
      },
      in = RP_INITIATED_LOGOUT)
  @Proves({"RPLOGOUT-2", "RPLOGOUT-3.1", "RPLOGOUT-4"})
  void anUnregisteredAddressIsAPage() {
    for (String end : List.of("x", "?foo=bar", "/x")) {
      assertRefused(logOut(request("post_logout_redirect_uri", LOGGED_OUT + end)));
    }
  }

  @Test
  @Plays(
      value = {
        "oidcc-rp-initiated-logout-modified-id-token-hint",
        "oidcc-rp-initiated-logout-bad-id-token-hint"
      },
      in = RP_INITIATED_LOGOUT)
  @Proves({"RPLOGOUT-2", "RPLOGOUT-4", "RFC8725-3.1"})
  void aHintThatIsNotOursIsAPage() throws ParseException, JOSEException {
    assertRefused(logOut(request("id_token_hint", unsigned())));
    assertRefused(logOut(request("id_token_hint", signedWithTheSecret())));
  }

  /** Its algorithm changed to none, its signature gone. */
  private String unsigned() {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    return header + "." + tokens.idToken().split("\\.", -1)[1] + ".";
  }

  /** Right claims, by a key of the client. */
  private String signedWithTheSecret() throws ParseException, JOSEException {
    JWTClaimsSet claims = JWTClaimsSet.parse(tokens.claims().encode());
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    jwt.sign(new MACSigner("a-secret-of-the-first-client-of-the-suite"));
    return jwt.serialize();
  }

  @Test
  @Plays(value = "oidcc-rp-initiated-logout-no-id-token-hint", in = RP_INITIATED_LOGOUT)
  @Proves({"RPLOGOUT-2", "RPLOGOUT-6"})
  void withoutHintNobodyIsSentAnywhere() {
    Page page = logOut(request("id_token_hint", null));
    assertFalse(page.isRedirect(), page::toString);
  }

  @Test
  @Plays(
      value = {
        "oidcc-rp-initiated-logout-no-params",
        "oidcc-rp-initiated-logout-only-state",
        "oidcc-rp-initiated-logout-no-post-logout-redirect-uri"
      },
      in = RP_INITIATED_LOGOUT)
  @Proves({"RPLOGOUT-2", "RPLOGOUT-3"})
  void withoutAnAddressItEndsAtAPage() {
    for (Map<String, String> request :
        List.of(
            Map.<String, String>of(),
            request("id_token_hint", null, "post_logout_redirect_uri", null),
            request("post_logout_redirect_uri", null))) {
      tokens = first.run();
      Page page = logOut(request);
      assertFalse(page.isRedirect(), page::toString);
      assertEquals(200, page.status(), page::text);
      assertLoggedOut();
    }
  }
}
