package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "/a/b, /a/b",
    "//a///b//, /a/b/",
    "/a%20b, /a%20b",
    "/%c3%a4, /%c3%a4",
    "/..., /...",
    "/.well-known/x, /.well-known/x",
    "/a..b/.c, /a..b/.c",
    "/a;b=c/d:e@f, /a;b=c/d:e@f",
    "/%252e%252e/, /%252e%252e/",
  })
  void runsOfSlashesAreOne(String path, String expected) {
    assertEquals(Optional.of(expected), RequestPath.collapse(path));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "a",
        "*",
        "/..",
        "/.",
        "/../",
        "/./a",
        "/a/..",
        "/a/.",
        "/%2e",
        "/%2E%2e/",
        "/.%2E",
        "/a%2fb",
        "/%2F",
        "/%5c",
        "/\\",
        "/%00",
        "/%1f",
        "/%7f",
        "/\u0000",
        "/\u007f",
        "/ä",
        "/ ",
        "/%",
        "/%2",
        "/%2x",
        "/%x2",
        "/%-1",
        "/%+1",
        "/%\uff11\uff11"
      })
  void theRestIsRefused(String path) {
    assertTrue(RequestPath.collapse(path).isEmpty(), path);
  }

  @Test
  void whatIsLetThroughHasOneMeaning() {
    Random random = new Random(8);
    String[] pieces = {
      "/", "/", ".", "..", "%2e", "%2F", "%5C", "\\", "%00", "a", "%61", "%", "2f", "%c3%a4", "ä",
      "~", ";"
    };
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder path = new StringBuilder("/");
      for (int n = random.nextInt(9); n > 0; n--) {
        path.append(pieces[random.nextInt(pieces.length)]);
      }
      Optional<String> collapsed = RequestPath.collapse(path.toString());
      if (collapsed.isPresent()) {
        passed++;
        String once = collapsed.get();
        assertEquals(collapsed, RequestPath.collapse(once), "a second time changes nothing");
        assertFalse(once.contains("//"), once);
        assertEquals(
            path.toString().replaceAll("/+", "/"), once, "only slashes are ever taken away");
        String decoded = URLDecoder.decode(once.replace("+", "%2B"), StandardCharsets.UTF_8);
        assertEquals(
            once.chars().filter(c -> c == '/').count(),
            decoded.chars().filter(c -> c == '/').count(),
            "decoding makes no new segment");
        assertTrue(
            Arrays.stream(decoded.split("/", -1)).noneMatch(s -> s.equals("..") || s.equals(".")),
            decoded);
      }
    }
    assertTrue(passed > 5000, "the generator makes good paths too: " + passed);
  }
}
