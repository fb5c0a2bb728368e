package io.tributary.broker.app;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Publication;
import io.tributary.broker.laboratory.Said;
import io.tributary.broker.laboratory.Standing;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.Listing;
import io.tributary.platform.ops.HarmlessText;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands of {@code mapping} that change nothing. */
final class MappingListCommand {
  private MappingListCommand() {}

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the mappings with what is live, since when and by whom, and the drafts.",
      footer = {"%nExample:", "  scripts/broker mapping list"})
  static final class ListMappings implements Runnable {
    @Mixin private ConfigOption config;

    @Override
    public void run() {
      Listing.printAll(
          new MappingWork(config).with(bench -> bench.mappings().list()),
          one ->
              Stream.concat(Stream.of(live(one)), one.draft().stream().map(ListMappings::draft))
                  .toList());
    }

    private static String live(Standing one) {
      return String.format(
          "%-24s %s%s",
          one.name(),
          one.live().map(version -> "live " + version).orElse("not live                   "),
          one.lastChange()
                  .map(change -> "  since " + Said.time(one.since().orElseThrow()) + by(change))
                  .orElse("")
              + (one.switchedOff() ? "  (switched off: no login runs it)" : ""));
    }

    private static String draft(Standing.DraftLine draft) {
      return String.format(
          "%-24s %s  made  %s%s%s%s",
          "",
          draft.version().map(version -> "draft " + version).orElse("draft to take it out"),
          Said.time(draft.createdAt()),
          by(draft.change()),
          draft.stale() ? "  (made over something older: draft it again)" : "",
          draft.canary() ? "  (canary)" : "");
    }
  }

  private static String by(Change change) {
    return " by " + change.author() + ": " + change.message();
  }

  @Command(
      name = "history",
      mixinStandardHelpOptions = true,
      description = "What was live, oldest first. Every version is kept; times are UTC.",
      footer = {"%nExample:", "  scripts/broker mapping history roles"})
  static final class HistoryOf implements Runnable {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "NAME", description = "As listed")
    private String name;

    @Override
    public void run() {
      List<Publication> entries =
          new MappingWork(config).with(bench -> bench.mappings().history(name)).publications();
      if (entries.isEmpty()) {
        throw new StartupException("There was never a mapping " + name + ".");
      }
      Listing.print(entries, HistoryOf::line);
    }

    private static String line(Publication entry) {
      return String.format(
          "%s  %-8s %-22s in place of %-22s%s%s",
          Said.time(entry.at()),
          entry.kind().wire(),
          entry.version().orElse("nothing"),
          entry.replaced().orElse("nothing"),
          by(entry.change()),
          entry.tests().map(tests -> " (" + tests + " tests passed)").orElse(""));
    }
  }

  @Command(
      name = "show",
      description = {
        "Shows the texts of a mapping: what is live, its draft, or an earlier version.",
        "With --to they are written to files, to be changed and drafted."
      },
      footer = {
        "%nExamples:",
        "  scripts/broker mapping show roles",
        "  scripts/broker mapping show roles --draft",
        "  scripts/broker mapping show roles --version 3kTMd8NAIRrn --to work"
      })
  static final class Show implements Runnable {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "NAME", description = "As listed")
    private String name;

    /** Not the usual ones, whose {@code --version} would be the program's. */
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // The command line library looks whether it was given.
    private boolean help;

    @Option(names = "--version", paramLabel = "V", description = "A version, as history shows it.")
    private Optional<String> version = Optional.empty();

    @Option(names = "--draft", description = "What it shall become.")
    private boolean draft;

    @Option(
        names = "--to",
        paramLabel = "DIR",
        description = "Write the files there; none is overwritten.")
    private Optional<Path> to = Optional.empty();

    @Override
    public void run() {
      if (draft && version.isPresent()) {
        throw new StartupException("Write --draft or --version, not both.");
      }
      Map<String, String> files = files(new MappingWork(config).with(this::source));
      if (to.isPresent()) {
        write(to.get(), files);
        return;
      }
      files.forEach(
          (file, text) -> {
            System.out.println("==> " + file + " <==");
            text.lines().map(HarmlessText::of).forEach(System.out::println);
          });
    }

    /** Somebody else's draft must not look other here than it runs (CVE-2021-42574). */
    private Future<MappingSource> source(MappingWork.Bench bench) {
      if (draft) {
        return bench
            .mappings()
            .draft(name)
            .map(
                found ->
                    found
                        .orElseThrow(
                            () ->
                                none(
                                    "There is no draft of "
                                        + name
                                        + "; mapping draft "
                                        + name
                                        + " --from DIR makes one."))
                        .source()
                        .orElseThrow(() -> none("The draft of " + name + " takes it out.")));
      }
      return bench
          .mappings()
          .list()
          .map(all -> version.orElseGet(() -> live(all)))
          .compose(
              wanted ->
                  bench.mappings().version(name, wanted).map(kept -> kept.map(k -> k.source())))
          .map(
              found ->
                  found.orElseThrow(
                      () ->
                          none(
                              "There is no version "
                                  + version.orElse("")
                                  + " of "
                                  + name
                                  + "; mapping history shows them.")));
    }

    private String live(List<Standing> all) {
      return all.stream()
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElseThrow(() -> none("There is no mapping " + name + "; mapping list shows them."))
          .live()
          .orElseThrow(() -> none(name + " is not live; --draft and --version show others."));
    }

    private static LaboratoryException none(String sentence) {
      return new LaboratoryException(LaboratoryException.Kind.UNKNOWN, sentence);
    }

    private static Map<String, String> files(MappingSource source) {
      Map<String, String> files = new LinkedHashMap<>();
      if (!source.language().isEmpty()) {
        files.put(source.scriptFile(), source.script());
      }
      files.put(source.settingsFile(), source.settings());
      source.tests().ifPresent(tests -> files.put(source.testsFile(), tests));
      return files;
    }

    private static void write(Path folder, Map<String, String> files) {
      try {
        Files.createDirectories(folder);
        for (String file : files.keySet()) {
          if (Files.exists(folder.resolve(file))) {
            throw new StartupException(
                folder.resolve(file) + " is there already; name another folder.");
          }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
          Path path = folder.resolve(file.getKey());
          Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
          System.out.println("Wrote " + path);
        }
      } catch (IOException unwritable) {
        throw new StartupException(folder + " cannot be written to.", unwritable);
      }
    }
  }
}
