package io.tributary.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules of axe-core for WCAG 2.2 A and AA, and its best practices, on an open page. */
final class Axe {
  /** The page that signs applications out goes on by itself after 4 s; it says so, with a link. */
  private static final String BUT = "rules: { 'meta-refresh': { enabled: false } }";

  private static final String RUN =
      "() => axe.run(document, { iframes: false, resultTypes: ['violations'], "
          + BUT
          + "}).then(found =>"
          + " found.violations.flatMap(rule => rule.nodes.map(node =>"
          + " `${rule.id}: ${rule.help} at ${node.target}`)))";
  private static final String SCRIPT = read();

  private Axe() {}

  /** axe-core lies in the jar of its Java binding. */
  private static String read() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sentences about what is wrong, none for a good page. */
  static List<String> faults(Page page) {
    page.evaluate(SCRIPT);
    return ((List<?>) page.evaluate(RUN)).stream().map(String.class::cast).toList();
  }
}
