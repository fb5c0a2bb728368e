package io.tributary.broker.app;

import io.tributary.broker.claims.MappingProbes;
import io.tributary.broker.claims.TestBudget;
import io.tributary.broker.mapping.LintFinding;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.launch.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapping lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Says what is wrong with mappings (exit status 1), and what is allowed and probably not meant:",
      "rules that change nothing, names that no group has or nothing defines, claims that get lost,",
      "scripts that fail for some people. Those are warnings; with --strict they fail too. Needs no",
      "database."
    },
    footer = {
      "%nExamples:",
      "  scripts/broker mapping lint work",
      "  scripts/broker mapping lint work/roles.js --strict --group netbox_admin --group netbox_staff"
    })
final class MappingLintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      defaultValue = "mappings",
      description = "Folders of mappings, or files of single ones. Default: ${DEFAULT-VALUE}")
  private List<Path> paths = List.of();

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "A group that people have. May be given several times.")
  private List<String> groups = List.of();

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description = "Groups that people have, one in a line.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--strict", description = "Warnings fail.")
  private boolean strict;

  @Override
  public Integer call() {
    MappingPaths.require(paths, text -> new ParameterException(spec.commandLine(), text));
    Set<String> seen = new HashSet<>(groups);
    file.ifPresent(path -> seen.addAll(lines(path)));
    List<MappingPaths.Found> found = MappingPaths.load(paths, Scripts.compiler(Limits.DEFAULT));
    List<Mapping> mappings = found.stream().map(MappingPaths.Found::mapping).toList();
    List<ConfigProblem> conflicts = MappingSet.conflicts(mappings);
    if (!conflicts.isEmpty()) {
      throw new ConfigException(conflicts);
    }
    ScriptRooms rooms = new ScriptRooms();
    List<LintFinding> findings = new ArrayList<>();
    for (MappingPaths.Found each : found) {
      MappingProbes.lint(rooms, each.mapping(), seen, TestBudget.NONE).stream()
          .map(finding -> inFolder(each, finding))
          .forEach(findings::add);
    }
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(out::println);
    out.println(found.size() + " mapping(s), " + findings.size() + " warning(s)");
    out.flush();
    return strict && !findings.isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  private static LintFinding inFolder(MappingPaths.Found found, LintFinding finding) {
    return new LintFinding(
        found.file(finding.file()).toString(),
        finding.line(),
        finding.column(),
        finding.kind(),
        finding.message());
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(path + " cannot be read", unreadable);
    }
  }
}
