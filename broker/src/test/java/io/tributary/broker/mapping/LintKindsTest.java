package io.tributary.broker.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LintKindsTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| \\S.* \\|$", Pattern.MULTILINE);

  @Test
  void theManualHasARowForEachAndNoOther() throws IOException {
    String manual = Files.readString(Path.of("docs", "mappings.md"));
    int from = manual.indexOf("| warning | why |");
    String table = manual.substring(from, manual.indexOf("\n\n", from));
    List<String> rows = ROW.matcher(table).results().map(row -> row.group(1)).sorted().toList();
    assertEquals(
        Stream.of(LintFinding.Kind.values()).map(LintFinding.Kind::wire).sorted().toList(), rows);
    assertEquals(2 + rows.size(), table.lines().count());
  }

  @Test
  void aFindingIsPrintedWithItsKind() {
    assertEquals(
        "m.js:2:3: warning: x [near_miss]",
        new LintFinding("m.js", 2, 3, LintFinding.Kind.NEAR_MISS, "x").toString());
    assertEquals(
        "m.js: warning: x [always_fails]",
        new LintFinding("m.js", 0, 0, LintFinding.Kind.ALWAYS_FAILS, "x").toString());
  }
}
