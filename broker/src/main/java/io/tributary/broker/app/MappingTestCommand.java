package io.tributary.broker.app;

import io.tributary.broker.claims.MappingTests;
import io.tributary.broker.claims.TestBudget;
import io.tributary.broker.claims.TestOutcome;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.launch.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapping test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the tests beside mappings (NAME.test.yaml), in the engine that logins use. Needs no",
      "database and no configuration. Exit status 0: all passed; 1: one failed or a file is wrong."
    },
    footer = {
      "%nExamples:",
      "  scripts/broker mapping test work",
      "  scripts/broker mapping test scripts/mappings --junit target/mappings.xml"
    })
final class MappingTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      defaultValue = "mappings",
      description = "Folders of mappings, or files of single ones. Default: ${DEFAULT-VALUE}")
  private List<Path> paths = List.of();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Writes the outcome as JUnit's XML too.")
  private Optional<Path> junit = Optional.empty();

  @Override
  public Integer call() {
    MappingPaths.require(paths, text -> new ParameterException(spec.commandLine(), text));
    PrintWriter out = spec.commandLine().getOut();
    ScriptRooms rooms = new ScriptRooms();
    List<JunitReport.Suite> suites = new ArrayList<>();
    for (MappingPaths.Found found : MappingPaths.load(paths, Scripts.compiler(Limits.DEFAULT))) {
      List<TestOutcome> outcomes =
          MappingTests.run(
              rooms, found.mapping(), TestBudget.NONE, outcome -> print(out, found, outcome));
      suites.add(new JunitReport.Suite(found.mapping().name(), outcomes));
      if (outcomes.isEmpty()) {
        out.println(found.mapping().name() + ": no tests");
      }
    }
    long ran = suites.stream().mapToLong(suite -> suite.outcomes().size()).sum();
    long failed = suites.stream().mapToLong(JunitReport.Suite::failures).sum();
    out.println((ran - failed) + " passed, " + failed + " failed");
    out.flush();
    junit.ifPresent(file -> write(file, JunitReport.xml(suites)));
    return failed == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** At once: whoever waits for many sees how far they are. */
  private static void print(PrintWriter out, MappingPaths.Found found, TestOutcome outcome) {
    out.println(
        (outcome.passed() ? "ok    " : "FAIL  ")
            + found.mapping().name()
            + ": "
            + outcome.test().name());
    if (!outcome.passed()) {
      Path file = found.file(found.mapping().source().testsFile());
      out.println("      " + file + ":" + outcome.test().line());
      outcome.differences().forEach(line -> out.println("      " + line));
      outcome.logged().forEach(line -> out.println("      log: " + line));
    }
    out.flush();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(file + " cannot be written", unwritable);
    }
  }
}
