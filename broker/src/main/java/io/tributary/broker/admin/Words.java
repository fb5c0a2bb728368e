package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Said;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.ConsolePage.SourceText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** How pages of the console say things. */
final class Words {
  /** They make a text look other than it runs (CVE-2021-42574). */
  private static final Pattern DECEIVING =
      Pattern.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]");

  /** To somebody who sees how many are hit. */
  static final String WHO_IS_TOLD =
      "Who they are is told to those who may read recordings: administration.recordings of the"
          + " configuration names their roles.";

  private Words() {}

  /** {@code 2026-01-31T12:00:00Z by ann (why)}. */
  static String told(Instant at, Change change) {
    return Said.time(at) + " by " + change.author() + " (" + change.message() + ")";
  }

  /** Those that the mapping has. */
  static List<SourceText> files(MappingSource source) {
    List<SourceText> files = new ArrayList<>();
    if (!source.language().isEmpty()) {
      files.add(new SourceText(source.scriptFile(), lines(source.script())));
    }
    files.add(new SourceText(source.settingsFile(), lines(source.settings())));
    source.tests().ifPresent(tests -> files.add(new SourceText(source.testsFile(), lines(tests))));
    return files;
  }

  private static List<String> lines(String text) {
    String[] lines = text.split("\\R", -1);
    int last = lines.length > 1 && lines[lines.length - 1].isEmpty() ? 1 : 0;
    return Arrays.stream(lines, 0, lines.length - last).map(Words::honest).toList();
  }

  /** Lines of a text, and what they would deceive with. */
  static boolean deceives(String line) {
    return DECEIVING.matcher(line).find();
  }

  /** What the laboratory says to who types commands, for who presses buttons. */
  static String inConsole(String sentence) {
    return sentence
        .replace("; add --confirm-loss when that is right", "; say so below when that is right")
        .replace(", or add --replace", ", or say below that it is to be replaced")
        .replaceAll(
            ". To see what was expected: mapping show .*",
            "; run its tests to see what was expected.")
        .replaceAll("; mapping draft [a-z0-9-]+ --from DIR makes one", "")
        .replace(": look at it with mapping diff", ": look at it again")
        .replace("; mapping history shows them", "");
  }

  /** That nothing was changed, said once, and why. */
  static List<String> refused(LaboratoryException refused) {
    String sentence = inConsole(refused.getMessage());
    return sentence.contains("Nothing was changed")
        ? List.of(sentence)
        : List.of("Nothing was changed.", sentence);
  }

  /** Why something was refused. */
  static String sentence(Throwable cause, ApiProblem known) {
    return cause instanceof LaboratoryException refused
        ? inConsole(refused.getMessage())
        : known.getMessage();
  }

  /** With characters that nobody sees made visible. */
  static String honest(String line) {
    return DECEIVING
        .matcher(line)
        .replaceAll(found -> String.format("\u27e8U+%04X\u27e9", (int) found.group().charAt(0)));
  }
}
