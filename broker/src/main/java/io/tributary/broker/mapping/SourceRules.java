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
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  private SourceRules() {}

  static void check(MappingSource source, List<ConfigProblem> problems) {
    if (!NAME.matcher(source.name()).matches()) {
      problems.add(
          new ConfigProblem(
              source.settingsFile(),
              0,
              0,
              "",
              "the name of a mapping has letters, digits, _ and -, at most 63; rename its files"));
    }
    length(source.scriptFile(), source.script(), LONGEST, problems);
    length(source.settingsFile(), source.settings(), LONGEST, problems);
    source.tests().ifPresent(tests -> length(source.testsFile(), tests, LONGEST_TESTS, problems));
  }

  private static void length(String file, String text, int longest, List<ConfigProblem> problems) {
    if (text.length() > longest) {
      problems.add(
          new ConfigProblem(
              file, 0, 0, "", "has more than " + longest + " characters: " + text.length()));
    }
  }
}
