package io.tributary.broker.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of the style sheet, light and dark, by the formulas of WCAG 2.2 (1.4.3, 1.4.11). */
class PageContrastTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{3,6});");
  private static final Map<String, String> LIGHT = new HashMap<>();
  private static final Map<String, String> DARK = new HashMap<>();
  private static String css;

  @BeforeAll
  static void readColours() throws IOException {
    try (InputStream in = PageContrastTest.class.getResourceAsStream("/assets/tributary.css")) {
      css = new String(in.readAllBytes(), UTF_8);
    }
    int dark = css.indexOf("prefers-color-scheme: dark");
    collect(css.substring(0, dark), LIGHT);
    DARK.putAll(LIGHT);
    collect(css.substring(dark, css.indexOf("\n* {")), DARK);
  }

  private static void collect(String part, Map<String, String> colours) {
    Matcher colour = COLOUR.matcher(part);
    while (colour.find()) {
      colours.put(colour.group(1), colour.group(2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ink, page, 4.5",
    "ink, card, 4.5",
    "ink, hover, 4.5",
    "soft, page, 4.5",
    "soft, card, 4.5",
    "soft, hover, 4.5",
    "alert-ink, alert-page, 4.5",
    "warn-ink, card, 4.5",
    "warn-ink, hover, 4.5",
    "edge, card, 3",
    "focus, card, 3",
    "focus, page, 3"
  })
  void isEnoughInBothSchemes(String front, String back, double least) {
    for (Map<String, String> scheme : List.of(LIGHT, DARK)) {
      double contrast = contrast(luminance(scheme.get(front)), luminance(scheme.get(back)));
      assertTrue(contrast >= least, () -> front + " on " + back + " has " + contrast);
    }
  }

  @Test
  void theDarkSchemeIsAnother() {
    assertTrue(luminance(DARK.get("card")) < luminance(DARK.get("ink")));
    assertTrue(luminance(LIGHT.get("card")) > luminance(LIGHT.get("ink")));
  }

  /** An operator may choose any accent: black or white on it is always readable. */
  @Test
  void textOnTheAccentIsReadableWhateverItIs() {
    Matcher rule = Pattern.compile("clamp\\(0, \\((0\\.\\d+) - y\\) \\* 9999, 1\\)").matcher(css);
    assertTrue(rule.find(), "the rule that chooses black or white");
    double edge = Double.parseDouble(rule.group(1));
    for (int step = 0; step <= 1000; step++) {
      double accent = step / 1000.0;
      double text = accent < edge ? 1 : 0;
      assertTrue(contrast(accent, text) >= 4.5, "at luminance " + accent);
    }
    assertEquals("#fff", LIGHT.get("on-accent"), "where the browser does not know the rule");
    assertTrue(contrast(luminance(LIGHT.get("accent")), 1) >= 4.5);
  }

  private static double contrast(double one, double other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static double luminance(String colour) {
    String hex = colour.length() == 4 ? colour.replaceAll("#(.)(.)(.)", "#$1$1$2$2$3$3") : colour;
    double[] parts = new double[3];
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      parts[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }
}
