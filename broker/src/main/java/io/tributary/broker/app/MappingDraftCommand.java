package io.tributary.broker.app;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.HarmlessText;
import io.tributary.platform.ops.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands of {@code mapping} that make and delete drafts. */
final class MappingDraftCommand {
  private MappingDraftCommand() {}

  @Command(
      name = "draft",
      mixinStandardHelpOptions = true,
      description = {
        "Saves what a mapping shall become; nothing that is live changes.",
        "Your own draft of it is replaced. What does not compile is refused with line and column."
      },
      footer = {
        "%nExamples:",
        "  scripts/broker mapping draft roles --from work -m \"Auditors get staff\"",
        "  scripts/broker mapping draft roles --from work/roles.js -m \"Auditors get staff\"",
        "  scripts/broker mapping draft old-roles --remove -m \"Nobody uses it\""
      })
  static final class MakeDraft implements Runnable {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "NAME", description = "Of the mapping; a new one makes a new mapping.")
    private String name;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
        names = {"-m", "--message"},
        required = true,
        paramLabel = "TEXT",
        description = "Why, for those who look later.")
    private String message;

    @Option(names = "--replace", description = "Also when there is a draft of somebody else.")
    private boolean replace;

    /** What it shall become. */
    static final class What {
      @Option(
          names = "--from",
          required = true,
          paramLabel = "FILE|DIR",
          description = "One of its files, or the folder with its files (NAME.js, NAME.yaml, …).")
      private Path from;

      @Option(names = "--remove", required = true, description = "The mapping shall be taken out.")
      private boolean remove;
    }

    @Override
    public void run() {
      Change change = MappingWork.change(message);
      Kept kept =
          what.remove
              ? new MappingWork(config)
                  .with(
                      bench ->
                          bench
                              .drafting()
                              .remove(name, change, replace)
                              .map(draft -> new Kept(draft, List.of())))
              : save(change);
      Draft draft = kept.draft;
      System.out.println(
          "Saved the draft "
              + draft.version().orElse("that takes it out")
              + " of "
              + name
              + ", over "
              + draft.base().map(base -> "live " + base).orElse("nothing that is live")
              + ".");
      kept.remarks.stream().map(HarmlessText::of).forEach(System.out::println);
      System.out.println(
          "Next: mapping diff "
              + name
              + config.again()
              + ", then mapping publish "
              + name
              + draft.version().map(version -> " --expect " + version).orElse("")
              + config.again());
    }

    /** A draft, and what is to be known of it before it is published. */
    private record Kept(Draft draft, List<String> remarks) {}

    private Kept save(Change change) {
      MappingSource source = read(what.from, new MappingWork(config).compiler());
      return new MappingWork(config)
          .with(
              bench ->
                  bench
                      .drafting()
                      .save(source, change, replace)
                      .compose(
                          draft ->
                              DraftRemarks.of(bench, source, what.from)
                                  .map(remarks -> new Kept(draft, remarks))));
    }

    /** The files may have another name than the mapping. */
    private MappingSource read(Path from, MappingCompiler compiler) {
      try {
        Path real = from.toRealPath();
        boolean folder = Files.isDirectory(real);
        String base =
            folder
                ? name
                : MappingFolder.nameOf(real, compiler)
                    .orElseThrow(
                        () ->
                            new StartupException(
                                from
                                    + " belongs to no mapping: name a script, its .yaml or a folder."));
        MappingSource read = MappingFolder.one(folder ? real : real.getParent(), base, compiler);
        return new MappingSource(
            name, read.language(), read.script(), read.settings(), read.tests());
      } catch (IOException unreadable) {
        throw new StartupException("There is no " + from + " that can be read.", unreadable);
      }
    }
  }

  @Command(
      name = "delete-draft",
      mixinStandardHelpOptions = true,
      description = "Deletes the draft of a mapping; nothing that is live changes.",
      footer = {"%nExample:", "  scripts/broker mapping delete-draft roles"})
  static final class DeleteDraft implements Runnable {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "NAME", description = "As listed")
    private String name;

    @Override
    public void run() {
      Draft deleted =
          new MappingWork(config)
              .with(bench -> bench.drafting().delete(name, MappingWork.author()));
      System.out.println(
          "Deleted the draft "
              + deleted.version().orElse("that takes it out")
              + " of "
              + name
              + ".");
    }
  }
}
