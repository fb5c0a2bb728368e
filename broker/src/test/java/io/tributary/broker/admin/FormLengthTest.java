package io.tributary.broker.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import java.net.URLEncoder;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too long for the form is said before somebody has typed for an hour. */
final class FormLengthTest {
  private static Optional<String> said(String script) {
    return FormLength.tooLong(
        Typed.of(
            new MappingSource("m", "js", script, "", Optional.empty()),
            "",
            Optional.empty(),
            Optional.empty()));
  }

  /** As much of each as a form takes, and one more. */
  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "~", "=", "\n", "ü", "…", "😀", "\"", "a b;\n"})
  void countsAsBrowsersSendIt(String piece) {
    int each = URLEncoder.encode(piece.replace("\n", "\r\n"), UTF_8).length();
    int most = (64 * 1024 - 6 * 1024) / each;
    assertEquals(Optional.empty(), said(piece.repeat(most)));
    assertTrue(said(piece.repeat(most + 1)).orElse("").contains("mapping draft m --from"));
  }
}
