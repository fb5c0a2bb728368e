package io.tributary.proof;

import io.tributary.proof.Profiles.Plan;
import io.tributary.proof.Profiles.Row;
import io.tributary.proof.Specifications.Specification;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code broker/docs/conformance.md}, as the annotations have it. */
record ConformanceDocument(Specifications specifications, Profiles profiles, Claims claims) {
  private static final String HEAD =
      """
      # Conformance
      Made from the annotations `@Proves` and `@Plays` on compiled tests by `scripts/conformance/document`; a test
      fails when this text is not what they say. The named tests run in every `scripts/verify`, so a row is true
      while the build is green. Names of tests are given without their root package `io.tributary`.

      ## Certification profiles
      The server-side modules of the OpenID conformance suite. A test *plays* a module: it sends what the module
      sends, and demands what the module demands; the module's warnings count as failures.

      """;

  private static final String SECTIONS =
      """
      ## Specifications
      Sections without a test are listed too.
      """;

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(
        "| Profile | Modules | Played | With a reason | Not yet |\n|---|---|---|---|---|\n");
    profiles.plans().forEach(plan -> text.append(sum(plan)));
    long open = profiles.plans().stream().mapToLong(this::notYet).sum();
    text.append("\n**")
        .append(open == 0 ? "Done: no module is open." : "Not done: " + open + " modules are open.")
        .append("**\n\n");
    profiles.plans().forEach(plan -> text.append(table(plan)));
    text.append(SECTIONS);
    specifications.all().forEach(each -> text.append(table(each)));
    return text.toString();
  }

  private String sum(Plan plan) {
    long reasons = plan.rows().stream().filter(Row::hasReason).count();
    long open = notYet(plan);
    int all = plan.rows().size();
    return "| %s | %d | %d | %d | %d |\n"
        .formatted(plan.title(), all, all - reasons - open, reasons, open);
  }

  private long notYet(Plan plan) {
    return plan.rows().stream()
        .filter(row -> !row.hasReason() && claims.of(plan.profile(), row.module()).isEmpty())
        .count();
  }

  private String table(Plan plan) {
    String rows = plan.rows().stream().map(row -> row(plan, row)).collect(Collectors.joining("\n"));
    return "### %s\n`%s`\n\n| Module | What it does | Played by |\n|---|---|---|\n%s\n\n"
        .formatted(plan.title(), plan.variant(), rows);
  }

  private String row(Plan plan, Row row) {
    Set<String> tests = claims.of(plan.profile(), row.module());
    String played =
        row.hasReason()
            ? row.mark().substring("reason: ".length())
            : tests.isEmpty() ? "**not yet**" : names(tests);
    return "| `%s` | %s | %s |"
        .formatted(row.module(), profiles.meanings().get(row.module()), played);
  }

  private String table(Specification each) {
    String rows =
        each.sections().entrySet().stream()
            .map(
                section -> {
                  Set<String> tests = claims.ofSection(each.name() + "-" + section.getKey());
                  String proven = tests.isEmpty() ? "no test" : names(tests);
                  return "| %s | %s | %s |".formatted(section.getKey(), section.getValue(), proven);
                })
            .collect(Collectors.joining("\n"));
    return "\n### %s\n[%s](%s)\n\n| Section | What | Tests |\n|---|---|---|\n%s\n"
        .formatted(each.name(), each.title(), each.address(), rows);
  }

  private static String names(Set<String> tests) {
    return tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
  }
}
