package io.tributary.broker.app;

import io.tributary.broker.claims.TestOutcome;
import java.util.List;
import java.util.Locale;

/** Outcomes of tests in the XML that build servers read. */
final class JunitReport {
  private JunitReport() {}

  /** The tests of one mapping. */
  record Suite(String mapping, List<TestOutcome> outcomes) {
    long failures() {
      return outcomes.stream().filter(outcome -> !outcome.passed()).count();
    }
  }

  static String xml(List<Suite> suites) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites>\n");
    for (Suite suite : suites) {
      out.append(
          String.format(
              Locale.ROOT,
              "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\">%n",
              escaped(suite.mapping()),
              suite.outcomes().size(),
              suite.failures()));
      suite.outcomes().forEach(outcome -> out.append(testCase(suite.mapping(), outcome)));
      out.append("  </testsuite>\n");
    }
    return out.append("</testsuites>\n").toString();
  }

  private static String testCase(String mapping, TestOutcome outcome) {
    String head =
        String.format(
            Locale.ROOT,
            "    <testcase classname=\"%s\" name=\"%s\" time=\"%.6f\"",
            escaped("mapping." + mapping),
            escaped(outcome.test().name()),
            outcome.nanos() / 1e9);
    if (outcome.passed()) {
      return head + "/>\n";
    }
    String lines = String.join("\n", outcome.differences());
    return head
        + ">\n      <failure message=\"not as expected\">"
        + escaped(lines)
        + "</failure>\n    </testcase>\n";
  }

  /** XML 1.0 §2.2 has no other control characters, not even escaped. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n', '\r', '\t' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xfffd);
              }
            });
    return out.toString();
  }

  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
  }
}
