package io.tributary.broker.admin;

import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.ConsolePage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the tests of a draft, which publishes nothing, and shows what they say. */
public final class TestPages {
  private static final int MOST_LINES = 40;
  private static final int LONGEST_LINE = 500;

  private final DraftTests tests;
  private final ConsolePaths paths;

  public TestPages(DraftTests tests, ConsolePaths paths) {
    this.tests = tests;
    this.paths = paths;
  }

  Future<ConsolePage> run(Visit visit, String name) {
    return tests
        .run(name, visit.administrator().author(), visit.requestId())
        .map(ran -> page(visit, name, ran));
  }

  private ConsolePage page(Visit visit, String name, DraftTests.Ran ran) {
    List<ConsolePage.TestLine> lines = ran.outcomes().stream().map(TestPages::line).toList();
    long failed = lines.stream().filter(line -> !line.passed()).count();
    String summary =
        lines.isEmpty()
            ? "it has no tests; publishing it is allowed, and nobody knows what it does."
            : lines.size() - failed + " of " + lines.size() + " tests passed.";
    return new ConsolePage.TestResults(
        visit.menu(), name, version(ran.draft()), summary, lines, paths.at("mappings/" + name));
  }

  private static String version(Draft draft) {
    return draft.source().map(MappingSource::version).orElse("");
  }

  private static ConsolePage.TestLine line(TestOutcome outcome) {
    List<String> said = new ArrayList<>(outcome.differences());
    outcome.logged().forEach(logged -> said.add("log: " + logged));
    return new ConsolePage.TestLine(
        Words.honest(outcome.test().name()),
        outcome.passed(),
        String.format(Locale.ROOT, "%.2f ms", outcome.nanos() / 1e6),
        said.stream().limit(MOST_LINES).map(TestPages::bounded).toList());
  }

  private static String bounded(String line) {
    return Words.honest(
        line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
  }
}
