package io.tributary.broker.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses of frames (OpenID Connect Front-Channel Logout §2, §3) and what the CSP says of them.
 */
class FrontchannelFramesTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example/out,https://app.example",
    "https://app.example:8443/out?x=1,https://app.example:8443",
    "http://localhost:1/out,http://localhost:1",
    "http://[::1]:8080/out,http://[::1]:8080",
  })
  void theOriginIsSchemeHostAndPort(String uri, String origin) {
    assertEquals(Optional.of(origin), FrontchannelFrames.origin(uri));
  }

  /** None of them may add a source or a directive to the policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example;script-src/out",
        "https://app.example script-src/out",
        "https://*/out",
        "https://*.example/out",
        "https://app.example,evil.example/out",
        "https://user@app.example/out",
        "https:///out",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://app.example/out",
        "app.example",
        "https://app_1.example/out",
        "https://[fe80::1%25eth0;x]/out",
        "",
      })
  void whatIsNoPlainOriginGetsNoFrame(String uri) {
    assertEquals(Optional.empty(), FrontchannelFrames.origin(uri));
  }

  @Test
  void parametersAreAddedAndEncoded() {
    assertEquals(
        "https://app.example/out?iss=https%3A%2F%2Fid.example%2F&sid=a%26b",
        FrontchannelFrames.address("https://app.example/out", "https://id.example/", "a&b"));
    assertEquals(
        "https://app.example/out?x=1&iss=i&sid=s",
        FrontchannelFrames.address("https://app.example/out?x=1", "i", "s"));
  }
}
