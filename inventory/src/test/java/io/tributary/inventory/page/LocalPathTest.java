package io.tributary.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open redirect is refused in every spelling that some browser understands. */
class LocalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https://evil.example/",
        "https:evil.example",
        "http:/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "?next=//evil.example",
        "#x",
        "",
        " /dcim/sites/",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/\u0000/evil.example",
        "/%0d%0aLocation:%20x",
        "/%09/evil.example",
        "/%5cevil.example",
        "/%2fevil.example",
        "/%2Fevil.example",
        "/a//evil.example",
        "/..//evil.example",
        "/../x",
        "/dcim/../../x",
        "/x#fragment",
        "/ü",
        "/\u2028",
        "/<script>",
        "/\"x",
        "/@evil.example\\..",
        "/x y"
      })
  void isRefused(String wish) {
    assertEquals(Optional.empty(), LocalPath.parse(wish));
    assertEquals(LocalPath.HOME, LocalPath.afterLogin(Optional.of(wish)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/dcim/sites/",
        "/dcim/devices/?q=a%20b&sort=-name&site=1",
        "/x?u=https://a.b"
      })
  void isKept(String wish) {
    assertEquals(Optional.of(new LocalPath(wish)), LocalPath.parse(wish));
    assertEquals(wish, LocalPath.afterLogin(Optional.of(wish)).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login/", "/login/?next=/x", "/logout/", "/oauth/login/oidc/"})
  void neverBackIntoTheLogin(String wish) {
    assertTrue(LocalPath.parse(wish).isPresent());
    assertEquals(LocalPath.HOME, LocalPath.afterLogin(Optional.of(wish)));
  }
}
