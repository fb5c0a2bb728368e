package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code broker/docs/benchmarks.md}: each kind of measurement owns the text between its two marks
 * and leaves the rest, which people wrote, alone.
 */
final class Document {
  private Document() {}

  static Path file(Path root) {
    return root.resolve("broker/docs/benchmarks.md");
  }

  static void write(Path root, String section, String body) throws IOException {
    String before = Files.exists(file(root)) ? Files.readString(file(root)) : "# Benchmarks\n";
    Files.writeString(file(root), with(before, section, body));
  }

  /** The text with that section's body replaced; a new section goes to the end. */
  static String with(String text, String section, String body) {
    String begin = "<!-- bench: " + section + " -->\n";
    String end = "<!-- /bench: " + section + " -->\n";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0) {
      return text.stripTrailing() + "\n\n" + begin + body + end;
    }
    if (to < from) {
      throw new IllegalArgumentException("The mark that ends '" + section + "' is missing");
    }
    return text.substring(0, from) + begin + body + text.substring(to);
  }
}
