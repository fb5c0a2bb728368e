package io.tributary.broker.conformance;

import static io.tributary.platform.proof.Profile.SESSION_MANAGEMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.TestCertificate;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.Digests;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session management, which is there over https only. */
class SessionModulesIT {
  private static final Pattern SCRIPT =
      Pattern.compile("<script src=\"([^\"]+)\" data-cookie=\"([^\"]+)\"></script>");

  private static SSLContext before;
  private static ExaminedBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.forLocalhost();
    before = SSLContext.getDefault();
    SSLContext.setDefault(certificate.trusting());
    broker = ExaminedBroker.secured(certificate.write(folder));
  }

  @AfterAll
  static void stop() {
    broker.close();
    SSLContext.setDefault(before);
  }

  @Test
  @Plays(
      value = "oidcc-session-management-discovery-endpoint-verification",
      in = SESSION_MANAGEMENT)
  @Proves("SESSION-3.3")
  void discoverySaysWhereTheFrameIs() {
    for (String member : new String[] {"check_session_iframe", "end_session_endpoint"}) {
      assertEquals("https", broker.endpoint(member).getScheme());
      assertTrue(broker.isOwn(broker.endpoint(member)));
    }
  }

  /** What the frame's script computes (§3.2) is computed here from all that it can see. */
  @Test
  @Plays(value = "oidcc-session-management-rp-initiated-logout", in = SESSION_MANAGEMENT)
  @Proves({"SESSION-2", "SESSION-3.1", "SESSION-3.2"})
  void theFrameSaysUnchangedUntilTheLogout() {
    Examiner client = Examiner.first(broker);
    Map<String, String> answer = client.success(client.open(client.request()));
    String state = answer.get("session_state");
    assertFalse(state.contains(" "), state);
    assertEquals("unchanged", frame(client, state));
    Examiner.Tokens tokens = client.tokens(client.exchange(answer.get("code")));
    // Another login state, another answer; another client's state says nothing.
    assertEquals("changed", frame(Examiner.second(broker), state));
    Map<String, String> request =
        Map.of(
            "id_token_hint",
            tokens.idToken(),
            "post_logout_redirect_uri",
            "https://www.certification.openid.net/test/a/tributary/post_logout_redirect",
            "state",
            "x");
    Page out =
        client.onward(
            client
                .browser()
                .open(
                    URI.create(
                        broker.endpoint("end_session_endpoint") + "?" + Wire.encoded(request))));
    assertTrue(out.location().toString().endsWith("post_logout_redirect?state=x"), out::toString);
    assertEquals("changed", frame(client, state));
  }

  private static String frame(Examiner client, String sessionState) {
    HttpResponse<String> page =
        Wire.send(HttpRequest.newBuilder(broker.endpoint("check_session_iframe")));
    assertEquals(200, page.statusCode());
    assertTrue(page.headers().firstValue("x-frame-options").isEmpty());
    assertTrue(
        page.headers()
            .firstValue("content-security-policy")
            .orElse("")
            .endsWith("frame-ancestors *"));
    Matcher script = SCRIPT.matcher(page.body());
    assertTrue(script.find(), page::body);
    assertEquals(
        200,
        Wire.send(
                HttpRequest.newBuilder(
                    broker.endpoint("check_session_iframe").resolve(script.group(1))))
            .statusCode());
    String salt = sessionState.substring(sessionState.indexOf('.') + 1);
    String seen =
        String.join(
            " ",
            client.id(),
            "https://www.certification.openid.net",
            readable(client, script.group(2)),
            salt);
    String hash = HexFormat.of().formatHex(Digests.sha256(seen));
    return sessionState.equals(hash + "." + salt) ? "unchanged" : "changed";
  }

  /** A cookie that a script in a frame of another site can read. */
  private static String readable(Examiner client, String name) {
    return client
        .browser()
        .cookies()
        .named(name)
        .filter(cookie -> cookie.secure() && cookie.sameSite().equals("none") && !cookie.httpOnly())
        .map(BrowserCookie::value)
        .orElse("");
  }
}
