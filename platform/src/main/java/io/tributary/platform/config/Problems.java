package io.tributary.platform.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The problems noted so far. Messages never hold a value of the file: what stands under a wrong key
 * may be a secret.
 */
final class Problems {
  private static final int MOST = 200;

  private final String file;
  private final List<ConfigProblem> noted = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void note(Place place, String path, String message) {
    ConfigProblem problem =
        new ConfigProblem(file, place.line(), place.column(), printable(path), message);
    if (noted.size() < MOST && !noted.contains(problem)) {
      noted.add(problem);
    }
  }

  int count() {
    return noted.size();
  }

  /** The exception for a file that cannot be read any further. */
  ConfigException fatal(Place place, String message) {
    note(place, "", message);
    return exception();
  }

  void throwIfAny() {
    if (!noted.isEmpty()) {
      throw exception();
    }
  }

  ConfigException exception() {
    return new ConfigException(
        noted.stream()
            .sorted(
                Comparator.comparingInt(ConfigProblem::line)
                    .thenComparingInt(ConfigProblem::column))
            .toList());
  }

  /** Keys are printed on terminals: no control characters, no endless lines. */
  private static String printable(String path) {
    StringBuilder text = new StringBuilder();
    path.codePoints()
        .limit(200)
        .map(c -> c < 0x20 || (c >= 0x7f && !Character.isLetterOrDigit(c)) ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
