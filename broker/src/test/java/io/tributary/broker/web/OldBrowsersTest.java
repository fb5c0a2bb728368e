package io.tributary.broker.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.web.Tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages are for browsers without CSS grid and without ES modules, too. */
class OldBrowsersTest {
  private static String asset(String name) throws IOException {
    try (InputStream in = OldBrowsersTest.class.getResourceAsStream("/assets/" + name)) {
      return new String(in.readAllBytes(), UTF_8).replaceAll("(?s)/\\*.*?\\*/", "");
    }
  }

  @Test
  void noLayoutNeedsAGrid() throws IOException {
    String css = asset("tributary.css");
    assertTrue(css.contains("display: flex"));
    assertFalse(css.contains("grid"), "a grid is in the style sheet");
    assertFalse(css.contains("@import") || css.contains("@layer") || css.contains("&"));
  }

  /** What a browser does not understand it leaves out: something plainer must stand before it. */
  @Test
  void newerValuesHaveAPlainOneBeforeThem() throws IOException {
    String css = asset("tributary.css");
    assertTrue(Pattern.compile("min-height: 100vh;\\s+min-height: 100dvh;").matcher(css).find());
    assertTrue(Pattern.compile("padding: [^;(]+;\\s+padding: clamp").matcher(css).find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"post-on.js", "signing-out.js", "check-session.js"})
  void noScriptIsAModule(String name) throws IOException {
    String script = asset(name);
    assertFalse(Pattern.compile("(?m)^\\s*(import|export)\\b").matcher(script).find());
  }

  @Test
  void noPageAsksForAModule() {
    PageSamples samples = new PageSamples(UnaryOperator.identity());
    Pages pages = new Pages();
    samples
        .all()
        .forEach(
            (name, page) -> {
              String html = pages.render(page, samples.frame()).toString(UTF_8);
              for (Tag script : Tags.named(html, "script")) {
                assertEquals(1, script.attributes().size(), () -> name + " " + script);
              }
              assertFalse(html.contains("modulepreload"), name);
            });
  }
}
