package io.tributary.broker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.web.BrowserCookies;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code session_state} (OpenID Connect Session Management §2, §3.2). */
class BrowserStateTest {
  private static final BrowserState STATE =
      new BrowserState(new BrowserCookies(URI.create("https://id.example")));

  private static String state(String client, String uri, String session) {
    return STATE.sessionState(client, uri, session).orElseThrow();
  }

  /** As the frame's script computes it from the parts that it sees. */
  private static boolean unchanged(String said, String client, String origin, String session) {
    String salt = said.substring(said.indexOf('.') + 1);
    String value = session.isEmpty() ? "" : BrowserState.value(session);
    return said.equals(BrowserState.sessionState(client, origin, value, salt));
  }

  @Test
  void itIsOfThisClientOriginAndLoginState() {
    String said = state("app", "https://app.example/cb?x=1", "session-1");
    assertTrue(said.matches("[0-9a-f]{64}\\.[A-Za-z0-9_-]{22}"), said);
    assertTrue(unchanged(said, "app", "https://app.example", "session-1"));
    assertFalse(unchanged(said, "app", "https://app.example", "session-2"));
    assertFalse(unchanged(said, "app", "https://app.example", ""), "signed out");
    assertFalse(unchanged(said, "app", "https://evil.example", "session-1"));
    assertFalse(unchanged(said, "other", "https://app.example", "session-1"));
  }

  @Test
  void itTellsTwoClientsNothingOfEachOther() {
    String one = state("app", "https://app.example/cb", "session-1");
    assertNotEquals(one, state("app", "https://app.example/cb", "session-1"), "salted");
  }

  /** The cookie is public: neither the session's cookie nor its id may follow from it. */
  @Test
  void theReadableValueIsNotTheSessionsId() {
    String value = BrowserState.value("session-1");
    assertTrue(value.matches("[A-Za-z0-9_-]{22}"));
    assertFalse(value.contains("session-1"));
    assertNotEquals(value, BrowserState.value("session-2"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://App.Example:443/cb,https://app.example",
    "https://app.example:8443/cb,https://app.example:8443",
    "http://localhost:8090/cb,http://localhost:8090",
    "http://[::1]:80/cb,http://[::1]",
  })
  void anOriginIsSpelledAsBrowsersDo(String uri, String origin) {
    assertEquals(Optional.of(origin), BrowserState.origin(uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.example.app:/cb", "org.example.app://host/cb", "urn:x:y"})
  void anApplicationWithoutAnOriginGetsNone(String uri) {
    assertEquals(Optional.empty(), STATE.sessionState("app", uri, "session-1"));
  }
}
