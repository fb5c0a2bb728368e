package io.tributary.broker.admin;

import io.tributary.broker.laboratory.DraftTrial;
import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.ConsolePage.Finding;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the texts of a mapping, and what is probably not meant, each at its line. */
final class Findings {
  /** More than this nobody reads at once. */
  private static final int MOST = 50;

  private static final int LONGEST_LINE = 300;

  private final MappingDesk desk;

  Findings(MappingDesk desk) {
    this.desk = desk;
  }

  /**
   * One finding and where it belongs.
   *
   * @param file of the mapping, or another word
   */
  record Placed(String file, Finding finding) {}

  /**
   * What lint says; never fails because of the mapping or of too much work.
   *
   * @param recordings whether names of groups that people had may be told: they are recordings
   */
  Future<List<Placed>> of(MappingSource source, boolean recordings) {
    DraftTrial trial = desk.trials().get();
    Future<Set<String>> seen = recordings ? desk.seen().names() : Future.succeededFuture(Set.of());
    return seen.otherwise(Set.of())
        .compose(names -> trial.lint(source, names))
        .map(found -> found.stream().map(one -> odd(source, one)).toList())
        .map(
            found -> {
              List<Placed> all = new ArrayList<>(hidden(source));
              all.addAll(found);
              return all.stream().limit(MOST).toList();
            })
        .recover(cause -> untold(source, cause));
  }

  private static Future<List<Placed>> untold(MappingSource source, Throwable cause) {
    if (cause instanceof ConfigException wrong) {
      return Future.succeededFuture(of(source, wrong));
    }
    return ApiProblem.known(cause).isPresent()
        ? Future.succeededFuture(
            List.of(
                new Placed(
                    "",
                    new Finding(
                        source.name(),
                        Optional.empty(),
                        "was not looked through: there is no room for this now",
                        false))))
        : Future.failedFuture(cause);
  }

  /** What keeps it from being used. */
  static List<Placed> of(MappingSource source, ConfigException wrong) {
    return wrong.problems().stream().limit(MOST).map(one -> wrong(source, one)).toList();
  }

  private static Placed wrong(MappingSource source, ConfigProblem problem) {
    String message =
        problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    return placed(source, problem.file(), problem.line(), problem.column(), message, true);
  }

  private static Placed odd(MappingSource source, LintFinding finding) {
    return placed(
        source, finding.file(), finding.line(), finding.column(), finding.message(), false);
  }

  /** CVE-2021-42574: in a field nobody sees that the text is not what it looks like. */
  private static List<Placed> hidden(MappingSource source) {
    List<Placed> all = new ArrayList<>();
    for (String file : files(source)) {
      String[] lines = text(source, file).split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (Words.deceives(lines[i])) {
          all.add(
              placed(source, file, i + 1, 1, "a character that nobody sees stands here", false));
        }
      }
    }
    return all;
  }

  /** Without a script its file is that of the settings. */
  private static Set<String> files(MappingSource source) {
    return new LinkedHashSet<>(
        List.of(source.scriptFile(), source.settingsFile(), source.testsFile()));
  }

  private static Placed placed(
      MappingSource source, String file, int line, int column, String message, boolean wrong) {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return new Placed(
        file, new Finding(place, line(source, file, line), Words.honest(message), wrong));
  }

  private static Optional<String> line(MappingSource source, String file, int number) {
    String[] lines = text(source, file).split("\n", -1);
    if (number < 1 || number > lines.length) {
      return Optional.empty();
    }
    String line = Words.honest(lines[number - 1]);
    return Optional.of(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
        .filter(text -> !text.isBlank());
  }

  private static String text(MappingSource source, String file) {
    if (file.equals(source.settingsFile())) {
      return source.settings();
    }
    if (file.equals(source.scriptFile())) {
      return source.script();
    }
    return file.equals(source.testsFile()) ? source.tests().orElse("") : "";
  }
}
