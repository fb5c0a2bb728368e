package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptLog;
import io.tributary.broker.script.ScriptReads;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Runs published test files of Starlark through the core language: chunks with {@code ---} between,
 * {@code ### text or pattern} where an error is expected, {@code assert} and its kin.
 */
final class StarlarkSuite {
  private static final Pattern EXPECTED =
      Pattern.compile("^(.*?)\\s*###\\s*(?:(go|java|rust):)?\\s*(.*)$");
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(10), 200_000_000, 1L << 31, 200, 1 << 20);

  private final PrintStream out;
  private final Set<String> skipped;
  private int passed;
  private int failed;

  StarlarkSuite(PrintStream out, Set<String> skipped) {
    this.out = out;
    this.skipped = skipped;
  }

  /** One part of a file: its code and the error that is expected of it, if any. */
  record Chunk(String code, List<String> expected, Dialect dialect) {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Integer> totals = new TreeMap<>();
    StarlarkSuite suite = new StarlarkSuite(System.out, Set.of());
    for (String each : arguments) {
      try (Stream<Path> files = Files.walk(Path.of(each))) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".star")).sorted().toList()) {
          int before = suite.failed;
          suite.file(file);
          totals.put(file.toString(), suite.failed - before);
        }
      }
    }
    totals.forEach(
        (file, failures) ->
            System.out.println((failures == 0 ? "ok   " : failures + " failed   ") + file));
    System.out.println(suite.passed + " chunks passed, " + suite.failed + " failed");
    System.exit(suite.failed == 0 && suite.passed > 0 ? 0 : 1);
  }

  int passed() {
    return passed;
  }

  int failed() {
    return failed;
  }

  void file(Path file) throws IOException {
    if (skipped.contains(file.getFileName().toString())) {
      return;
    }
    int line = 1;
    for (Chunk chunk : chunks(Files.readString(file))) {
      String problem = problem(chunk);
      if (problem == null) {
        passed++;
      } else {
        failed++;
        out.println(file + ":" + line + ": " + problem.replace("\n", "\n    "));
      }
      line += (int) chunk.code().chars().filter(c -> c == '\n').count() + 1;
    }
  }

  static List<Chunk> chunks(String source) {
    List<Chunk> chunks = new ArrayList<>();
    StringBuilder code = new StringBuilder();
    List<String> expected = new ArrayList<>();
    Set<String> single = new HashSet<>();
    for (String line : source.split("\n", -1)) {
      if (line.stripTrailing().equals("---")) {
        chunks.add(chunk(code, expected, single));
        code.setLength(0);
        expected.clear();
        single.clear();
        continue;
      }
      Matcher matcher = EXPECTED.matcher(line);
      if (matcher.matches()) {
        String text = matcher.group(3);
        // What only one implementation expects binds nobody else; what all three do is an error.
        if (matcher.group(2) != null) {
          single.add(matcher.group(2));
          code.append(matcher.group(1)).append('\n');
          continue;
        }
        expected.add(
            text.length() > 1 && "\"`".indexOf(text.charAt(0)) >= 0
                ? text.substring(1, text.length() - 1)
                : text);
        code.append(matcher.group(1));
      } else {
        code.append(line);
      }
      code.append('\n');
    }
    chunks.add(chunk(code, expected, single));
    return chunks;
  }

  private static Chunk chunk(StringBuilder code, List<String> expected, Set<String> single) {
    List<String> all = new ArrayList<>(expected);
    if (single.size() == 3) {
      all.add("");
    }
    String options =
        code.toString().lines().filter(l -> l.contains("option:")).findFirst().orElse("");
    return new Chunk(readable(code.toString()), all, dialect(options));
  }

  /** starlark-go does not reserve the word assert and allows tabs; the specification does not. */
  private static String readable(String code) {
    StringBuilder all = new StringBuilder();
    for (String line : code.split("\n", -1)) {
      String text = line.stripLeading();
      String indent = line.substring(0, line.length() - text.length()).replace("\t", "        ");
      all.append(indent).append(text.replaceAll("\\bassert\\b", "asserts")).append('\n');
    }
    return all.toString();
  }

  private static Dialect dialect(String options) {
    return new Dialect(
        false,
        false,
        options.contains("option:recursion"),
        options.contains("option:toplevelcontrol"),
        options.contains("option:globalreassign"),
        options.contains("option:while"));
  }

  /** Null when the chunk did what it should. */
  private static String problem(Chunk chunk) {
    SuiteChecks checks = new SuiteChecks();
    String error = error(chunk, checks);
    if (chunk.expected().isEmpty()) {
      if (error != null) {
        return "unexpected error: " + error;
      }
      return checks.problems().isEmpty() ? null : String.join("\n", checks.problems());
    }
    if (error == null) {
      return "expected an error like: " + chunk.expected();
    }
    return chunk.expected().stream().anyMatch(pattern -> matches(pattern, error))
        ? null
        : "expected an error like " + chunk.expected() + " but got: " + error;
  }

  static boolean matches(String pattern, String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains(pattern.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      return Pattern.compile(new PythonRegex(pattern).java(), Pattern.CASE_INSENSITIVE)
          .matcher(message)
          .find();
    } catch (PatternSyntaxException | StarError none) {
      return false;
    }
  }

  private static String error(Chunk chunk, SuiteChecks checks) {
    try {
      Map<String, Object> universe = new HashMap<>(Builtins.UNIVERSE);
      universe.putAll(SuiteChecks.others());
      checks.functions().forEach((name, code) -> universe.put(name, new Builtin(code, null)));
      List<Stmt> statements = new ArrayList<>();
      for (Stmt each : Program.parse(chunk.code(), chunk.dialect()).statements()) {
        // Where no error is expected, the statements behind one are examined too.
        statements.add(chunk.expected().isEmpty() ? new Guarded(each, checks.problems()) : each);
      }
      Program program =
          Program.resolved(
              new Statements.Block(statements), chunk.dialect(), universe, Map.of(), List.of());
      ScriptUsage usage = new ScriptUsage();
      usage.start(LIMITS);
      Run run =
          new Run(
              chunk.dialect(),
              new Meter(usage, LIMITS),
              new ScriptLog(),
              new ScriptReads(),
              new Patterns(),
              checks::module);
      program.run(run);
      return null;
    } catch (ScriptSyntax wrong) {
      return wrong.line() + ":" + wrong.column() + ": " + wrong.getMessage();
    } catch (StarError thrown) {
      return thrown.line() + ":" + thrown.column() + ": " + thrown.getMessage();
    } catch (LimitError reached) {
      return reached.getMessage();
    } catch (StackOverflowError deep) {
      return "stack overflow";
    }
  }

  /** A statement whose error is noted, and does not end the chunk. */
  private static final class Guarded extends Stmt {
    private final Stmt statement;
    private final List<String> problems;

    Guarded(Stmt statement, List<String> problems) {
      this.statement = statement;
      this.problems = problems;
    }

    @Override
    Flow exec(Frame frame) {
      try {
        return statement.exec(frame);
      } catch (StarError error) {
        problems.add("unexpected error: " + error.line() + ": " + error.getMessage());
        return Flow.NEXT;
      } catch (LimitError reached) {
        problems.add("unexpected limit: " + reached.getMessage());
        return Flow.NEXT;
      }
    }

    @Override
    void declare(Scope scope) {
      statement.declare(scope);
    }

    @Override
    void resolve(Scope scope) {
      statement.resolve(scope);
    }
  }
}
