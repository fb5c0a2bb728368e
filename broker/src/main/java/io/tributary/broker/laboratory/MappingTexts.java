package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.protocol.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the texts of a mapping may be before anybody looks into them. */
final class MappingTexts {
  /** It becomes part of file names, addresses and labels of metrics. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  static final int LONGEST_SCRIPT = 256 * 1024;
  static final int LONGEST_SETTINGS = 64 * 1024;
  static final int LONGEST_TESTS = 1024 * 1024;

  private MappingTexts() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static List<ConfigProblem> problems(MappingSource source) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (!isName(source.name())) {
      problems.add(
          new ConfigProblem(
              source.scriptFile(),
              0,
              0,
              "",
              "a mapping is named in small letters, digits and hyphens, a letter first, at most 63"));
    }
    check(source.scriptFile(), source.script(), LONGEST_SCRIPT, problems);
    check(source.settingsFile(), source.settings(), LONGEST_SETTINGS, problems);
    source.tests().ifPresent(tests -> check(source.testsFile(), tests, LONGEST_TESTS, problems));
    return problems;
  }

  private static void check(String file, String text, int longest, List<ConfigProblem> problems) {
    if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
      problems.add(new ConfigProblem(file, 0, 0, "", "is longer than " + longest / 1024 + " KiB"));
    }
    // PostgreSQL keeps no such text, and no editor shows it.
    if (text.indexOf('\0') >= 0) {
      problems.add(new ConfigProblem(file, 0, 0, "", "holds a NUL character"));
    }
  }

  /** Of all texts, the tests too. */
  static String fingerprint(MappingSource source) {
    return Digests.base64Url(
            Digests.sha256(
                source.language()
                    + '\0'
                    + source.script()
                    + '\0'
                    + source.settings()
                    + '\0'
                    + source.tests().orElse("")))
        .substring(0, 22);
  }
}
