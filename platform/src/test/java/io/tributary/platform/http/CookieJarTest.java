package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test browser keeps cookies as browsers do, or the tests that stand on it prove nothing. */
class CookieJarTest {
  private final CookieJar jar = new CookieJar(Clock.systemUTC());

  /** Set-Cookie, set at, asked at, same site, method, whether it goes along. */
  private record Row(
      String cookie, String from, String to, boolean sameSite, String method, boolean goes) {}

  static Stream<Row> rows() {
    String home = "http://localhost:8080/a/b";
    String secure = "https://id.example/a";
    return Stream.of(
        new Row("c=1", home, "http://localhost:9999/a/x", true, "GET", true),
        new Row("c=1", home, "http://localhost:8080/", true, "GET", false),
        new Row("c=1", home, "http://127.0.0.1:8080/a/b", true, "GET", false),
        new Row("c=1; Path=/x", home, "http://localhost:8080/x", true, "GET", true),
        new Row("c=1; Path=/x", home, "http://localhost:8080/x/y", true, "GET", true),
        new Row("c=1; Path=/x", home, "http://localhost:8080/xy", true, "GET", false),
        new Row("c=1; Path=/", home, "http://localhost:8080/", false, "GET", true),
        new Row("c=1; Path=/", home, "http://localhost:8080/", false, "POST", false),
        new Row("c=1; Path=/; SameSite=Strict", home, home, false, "GET", false),
        new Row("c=1; Path=/; SameSite=Strict", home, home, true, "POST", true),
        new Row("c=1; Path=/; Secure; SameSite=None", secure, secure, false, "POST", true),
        new Row("c=1; Path=/; Secure", secure, "http://id.example/a", true, "GET", false),
        new Row("c=1; Path=/", secure, "https://sub.id.example/a", true, "GET", false),
        new Row(
            "c=1; Path=/; Domain=id.example", secure, "https://a.id.example/", true, "GET", true),
        new Row("c=1; Path=/; Max-Age=0", home, home, true, "GET", false),
        new Row(
            "c=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", home, home, true, "GET", false));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void sends(Row row) {
    jar.store(URI.create(row.from()), row.cookie());
    Optional<String> header = jar.header(URI.create(row.to()), row.sameSite(), row.method());
    assertEquals(row.goes() ? Optional.of("c=1") : Optional.empty(), header);
    assertEquals(0, jar.rejected().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c=1; Secure",
        "c=1; SameSite=None",
        "__Host-c=1; Path=/",
        "__Secure-c=1",
        "c=1; Domain=example.org",
        "=1",
        "c"
      })
  void refusesOverHttp(String cookie) {
    jar.store(URI.create("http://localhost/"), cookie);
    assertEquals(0, jar.all().size());
    assertEquals(1, jar.rejected().size());
  }

  @Test
  void refusesWhatIsTooLarge() {
    jar.store(URI.create("http://localhost/"), "c=" + "x".repeat(4096));
    assertTrue(jar.all().isEmpty());
  }

  @Test
  void replacesBySamePathOnlyAndSendsLongerPathsFirst() {
    URI page = URI.create("http://localhost/a/b");
    jar.store(page, "c=1; Path=/");
    jar.store(page, "c=2; Path=/a");
    jar.store(page, "c=3; Path=/");
    assertEquals(Optional.of("c=2; c=3"), jar.header(page, true, "GET"));
  }
}
