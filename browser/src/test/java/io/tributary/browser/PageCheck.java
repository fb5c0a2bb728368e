package io.tributary.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a page must have for everybody (WCAG 2.2: 1.3.1, 1.4.3, 1.4.10, 2.4.2, 3.1.1, 4.1.2), as far
 * as a program can see it. The checks are in {@code page-check.js}.
 */
final class PageCheck {
  private static final int NARROWEST = 320;
  private static final String SCRIPT = read();

  private PageCheck() {}

  private static String read() {
    try (InputStream in = PageCheck.class.getResourceAsStream("page-check.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sentences about what is wrong, none for a good page. */
  static List<String> faults(Page page) {
    var size = page.viewportSize();
    List<String> faults = strings(page.evaluate(SCRIPT));
    page.setViewportSize(NARROWEST, 600);
    Object wide =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    page.setViewportSize(size.width, size.height);
    return ((Number) wide).intValue() <= 0
        ? faults
        : append(faults, "scrolls sideways by " + wide + " px at " + NARROWEST + " px");
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static List<String> append(List<String> list, String one) {
    return Stream.concat(list.stream(), Stream.of(one)).toList();
  }
}
