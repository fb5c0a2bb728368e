package io.tributary.broker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749 §3.1.2, RFC 9700 §4.1.3, RFC 8252 §7 and §8.3. */
class RedirectUriTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/cb",
        "https://app.example:8443/cb?tenant=a%2Fb",
        "http://127.0.0.1/cb",
        "http://127.0.0.1:8000/cb",
        "http://[::1]/cb",
        "http://localhost:8000/cb",
        "com.example.app:/cb",
        "com.example.app://cb/path"
      })
  void mayBeRegistered(String text) {
    assertTrue(RedirectUri.isAllowed(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/cb",
        "//app.example/cb",
        "https:/cb",
        "https:app.example",
        "https://app.example/cb#",
        "https://app.example/cb#part",
        "https://*.app.example/cb",
        "https://user@app.example/cb",
        "https://user:word@app.example/cb",
        "https://app.example\\@evil.example/cb",
        "https://app.example/a/../cb",
        "https://app.example/./cb",
        "https://app.example/..",
        "https://app.example/a/%2e%2E/cb",
        "https://app.example:0/cb",
        "https://app.example:99999/cb",
        "https://app.example:/cb",
        "https://app.example/cb\n",
        "https://app.example/c b",
        "https://app.example/cbé",
        "https://exämple.example/cb",
        "https://app.example/{cb}",
        "HTTPS://app.example/cb",
        "http://app.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://[::1%25lo]/cb",
        "http://[fe80::1%25eth0]/cb",
        "http://user@127.0.0.1/cb",
        "http://127.0.0.1:0/cb",
        "http://127.1/cb",
        "http://2130706433/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "myapp:/cb",
        "Com.Example.App:/cb",
        ".app:/cb",
        "com.:/cb"
      })
  void mayNotBeRegistered(String text) {
    assertFalse(RedirectUri.isAllowed(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    // the same characters
    "https://app.example/cb, https://app.example/cb, true",
    "http://localhost/cb, http://localhost/cb, true",
    "com.example.app:/cb, com.example.app:/cb, true",
    // RFC 8252 §7.3: any port on a loopback literal
    "http://127.0.0.1/cb, http://127.0.0.1/cb, true",
    "http://127.0.0.1/cb, http://127.0.0.1:1/cb, true",
    "http://127.0.0.1/cb, http://127.0.0.1:65535/cb, true",
    "http://127.0.0.1/cb?a=b, http://127.0.0.1:5000/cb?a=b, true",
    "http://127.0.0.1, http://127.0.0.1:5000, true",
    "http://127.0.0.1?a=b, http://127.0.0.1:5000?a=b, true",
    "http://[::1]/cb, http://[::1]:5000/cb, true",
    "http://127.0.0.1:5000/cb, http://127.0.0.1:5000/cb, true",
  })
  void is(String registered, String presented, boolean expected) {
    assertEquals(expected, RedirectUri.matches(registered, presented));
  }

  @ParameterizedTest
  @CsvSource({
    // §8.3: localhost is a name
    "http://localhost/cb, http://localhost:5000/cb",
    "http://127.0.0.1/cb, http://localhost:5000/cb",
    "http://127.0.0.1/cb, http://[::1]:5000/cb",
    "http://[::1]/cb, http://127.0.0.1:5000/cb",
    // a port that was registered is the only one
    "http://127.0.0.1:8000/cb, http://127.0.0.1:8001/cb",
    "http://127.0.0.1:8000/cb, http://127.0.0.1/cb",
    // only http, only there
    "https://127.0.0.1/cb, https://127.0.0.1:5000/cb",
    "https://app.example/cb, https://app.example:443/cb",
    "http://127.0.0.1/cb, https://127.0.0.1:5000/cb",
    "http://127.0.0.1/cb, HTTP://127.0.0.1:5000/cb",
    "http://127.0.0.1/cb, http://127.1:5000/cb",
    "http://127.0.0.1/cb, http://127.0.0.2:5000/cb",
    "http://127.0.0.1/cb, http://2130706433:5000/cb",
    // ports that are none, or are written in a second way
    "http://127.0.0.1/cb, http://127.0.0.1:/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:0/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:080/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:65536/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:99999/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:+80/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:-1/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:٨٠/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:8000x/cb",
    // the host that a browser reads is another
    "http://127.0.0.1/cb, http://127.0.0.1:80@evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1@evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1.evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80.evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80\\@evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1\\evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1%2eevil.example/cb",
    "http://127.0.0.1/cb, http://evil.example/http://127.0.0.1/cb",
    "http://127.0.0.1, http://127.0.0.1:80@evil.example",
    "http://127.0.0.1, http://127.0.0.1:80/",
    "http://127.0.0.1, http://127.0.0.1:80#x",
    "http://[::1]/cb, http://[::1%25lo]:80/cb",
    "http://[::1]/cb, http://[::1]evil.example:80/cb",
    "http://[::1]/cb, http://[0:0:0:0:0:0:0:1]:80/cb",
    "http://[::1]/cb, http://[::ffff:127.0.0.1]:80/cb",
    // path and query
    "http://127.0.0.1/cb, http://127.0.0.1:80/CB",
    "http://127.0.0.1/cb, http://127.0.0.1:80/cb/",
    "http://127.0.0.1/cb, http://127.0.0.1:80/./cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80/x/../cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80/x/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80//cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80/%63b",
    "http://127.0.0.1/cb, http://127.0.0.1:80/cb?x=y",
    "http://127.0.0.1/cb, http://127.0.0.1:80/cb#x",
    // elsewhere nothing is forgiven
    "https://app.example/cb, https://app.example/cb/",
    "https://app.example/cb, https://app.example/cb?x",
    "https://app.example/cb, https://APP.example/cb",
    "https://app.example/cb, https://app.example/%63b",
    "https://app.example/cb, https://app.example./cb",
    "https://app.example/cb, https://app.example\\cb",
    "https://app.example/cb, https://app.example/x/../cb",
    "com.example.app:/cb, com.example.app:/cb/x",
    "com.example.app:/cb, com.example.app://cb",
    "com.example.app:/cb, COM.example.app:/cb",
  })
  void isNot(String registered, String presented) {
    assertFalse(RedirectUri.matches(registered, presented));
  }
}
