package io.tributary.broker.mapping;

import io.tributary.platform.config.ConfigProblem;
import java.util.List;
import java.util.regex.Pattern;

/** What the texts of a mapping must be like before anybody reads them. */
final class SourceRules {
  /** Of each text, in characters. */
  static final int LONGEST = 64 << 10;

  /** Of the tests, which are many small ones. */
  static final int LONGEST_TESTS = 1 << 20;

  /** Names are parts of file names, addresses and metric labels. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private SourceRules() {}

  static void check(MappingSource source, List<ConfigProblem> problems) {
    if (!NAME.matcher(source.name()).matches()) {
      problems.add(
          new ConfigProblem(
              source.settingsFile(),
              0,
              0,
              "",
              "a mapping is named in small letters, digits and -, a letter first, at most 63; rename it"));
    }
    text(source.scriptFile(), source.script(), LONGEST, problems);
    text(source.settingsFile(), source.settings(), LONGEST, problems);
    source.tests().ifPresent(tests -> text(source.testsFile(), tests, LONGEST_TESTS, problems));
  }

  private static void text(String file, String text, int longest, List<ConfigProblem> problems) {
    if (text.length() > longest) {
      problems.add(
          new ConfigProblem(
              file,
              0,
              0,
              "",
              "has more than "
                  + longest
                  + " characters: "
                  + text.length()
                  + "; shorten it, or make two mappings of it"));
    }
    // PostgreSQL keeps no such text, and no editor shows it.
    if (text.indexOf('\0') >= 0) {
      problems.add(new ConfigProblem(file, 0, 0, "", "holds a NUL character; remove it"));
    }
  }
}
