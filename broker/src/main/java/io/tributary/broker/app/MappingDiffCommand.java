package io.tributary.broker.app;

import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Proposal;
import io.tributary.broker.laboratory.Proposals;
import io.tributary.broker.laboratory.PublishGuard;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.replay.Comparison;
import io.tributary.broker.replay.Replay;
import io.tributary.broker.replay.ReplayReport;
import io.tributary.broker.replay.ReplayScope;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.ExitStatus;
import io.tributary.platform.ops.HarmlessText;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapping diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Says whom a change of mappings would hit: runs what is live and what is proposed over the",
      "recorded logins and the local accounts, in the engine of the logins. Changes nothing; that",
      "it was done is audited. Progress goes to standard error.",
      "Exit status: 0 done, whatever it found; with --exit-code 3 when somebody is hit or unknown,",
      "4 when nobody that was asked for is recorded, as with a mistyped --upstream or --client."
    },
    footer = {
      "%nExamples:",
      "  scripts/broker mapping diff roles                 # the draft of it",
      "  scripts/broker mapping diff work/                 # files that are no draft yet",
      "  scripts/broker mapping diff roles --upstream okta --limit 100",
      "  scripts/broker mapping diff roles --json | jq 'select(.lost | index(\"superusers\"))'"
    })
final class MappingDiffCommand implements Callable<Integer> {
  /** With --exit-code. */
  static final int CHANGES = 3;

  /** With --exit-code: it says nothing of anybody, as with a mistyped --upstream. */
  static final int NOBODY = 4;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Parameters(
      paramLabel = "DRAFT",
      description =
          "Name of a mapping that has a draft; or a folder of mappings, or a file of one.")
  private String draft;

  @Option(
      names = "--json",
      description = "One JSON object in a line for each identity that is hit, then one in all.")
  private boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Tells of so many identities; default 20, with --json all of them.")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--upstream",
      paramLabel = "U",
      description = "Only who came through it; local too.")
  private Optional<String> upstream = Optional.empty();

  @Option(names = "--client", paramLabel = "C", description = "Only logins at this application.")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Stops then, and says how far it came. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--exit-code",
      description = "Ends with 3 when somebody is hit or unknown, with 4 when nobody is recorded.")
  private boolean exitCode;

  /** What is compared, and how it came to be. */
  private record Asked(Proposal proposal, Optional<Draft> draft) {}

  @Override
  public Integer call() {
    if (timeout < 1 || limit.filter(most -> most < 0).isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--timeout is at least 1, and --limit not negative.");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    DiffOutput output =
        json
            ? new DiffOutput.Lines(out, limit.orElse(Integer.MAX_VALUE))
            : new DiffOutput.Text(out, limit.orElse(DiffOutput.FEW));
    Compared compared =
        new MappingWork(config)
            .withKeys(
                Duration.ofSeconds(timeout).plusMinutes(1),
                bench -> compare(bench, new DiffProgress(err, output), err));
    ReplayReport report = compared.report;
    output.end(report);
    if (!json) {
      compared.verdict.flatMap(this::publishing).map(HarmlessText::of).ifPresent(out::println);
    }
    out.flush();
    return exitCode ? status(report) : ExitStatus.DONE;
  }

  private int status(ReplayReport report) {
    if (report.hit() > 0 || report.unknown() > 0 || report.stopped().isPresent()) {
      return CHANGES;
    }
    // Local accounts are tried at every application, also at one that is not there.
    boolean nobody = client.isPresent() ? report.recorded() == 0 : report.tried() == 0;
    return nobody ? NOBODY : ExitStatus.DONE;
  }

  /**
   * What was found.
   *
   * @param verdict what publishing will say; empty when it would try more people than were asked
   *     for
   */
  private record Compared(ReplayReport report, Optional<PublishGuard.Verdict> verdict) {}

  private Optional<String> publishing(PublishGuard.Verdict verdict) {
    return verdict
        .refusal()
        .map(why -> "Publishing it will be refused: " + why)
        .or(
            () ->
                Optional.of(verdict.losses())
                    .filter(losses -> !losses.isEmpty())
                    .map(
                        losses ->
                            "Publishing it needs --confirm-loss: " + String.join(" ", losses)));
  }

  private Future<Compared> compare(
      MappingWork.Bench bench, DiffProgress progress, PrintWriter err) {
    Proposals proposals = new Proposals(bench.kept(), bench.workbench());
    ReplayScope scope =
        new ReplayScope(
            upstream,
            client,
            json ? 0 : limit.orElse(DiffOutput.FEW),
            true,
            Duration.ofSeconds(timeout));
    return asked(proposals, bench)
        .compose(
            asked ->
                bench
                    .audit(
                        "recording.replayed",
                        Optional.empty(),
                        new JsonObject().put("mapping", asked.proposal.name()))
                    .compose(audited -> bench.replay())
                    .compose(
                        replay ->
                            replay
                                .run(Comparison.of(asked.proposal), scope, progress)
                                .map(report -> compared(bench, replay, report, asked.proposal)))
                    .compose(
                        compared -> {
                          progress.end();
                          if (!asked.proposal.whole()) {
                            err.println(Proposal.PARTIAL);
                          }
                          return stillThere(proposals, asked, err).map(compared);
                        }));
  }

  private Compared compared(
      MappingWork.Bench bench, Replay replay, ReplayReport report, Proposal proposal) {
    return new Compared(
        report,
        upstream.isPresent() || client.isPresent()
            ? Optional.empty()
            : Optional.of(
                ReplayWiring.guard(bench.config(), replay, true, ReplayWiring.MOST)
                    .verdict(report, proposal.whole())));
  }

  private static Future<Void> stillThere(Proposals proposals, Asked asked, PrintWriter err) {
    return asked.draft.isEmpty()
        ? Future.succeededFuture()
        : proposals
            .changed(asked.draft.get())
            .map(
                changed -> {
                  changed.ifPresent(err::println);
                  err.flush();
                  return null;
                });
  }

  private Future<Asked> asked(Proposals proposals, MappingWork.Bench bench) {
    Future<Optional<Draft>> named =
        NAME.matcher(draft).matches()
            ? proposals.draft(draft)
            : Future.succeededFuture(Optional.empty());
    return named.compose(
        found ->
            found.isPresent()
                ? proposals.of(found.get()).map(proposal -> new Asked(proposal, found))
                : bench
                    .vertx()
                    .executeBlocking(() -> sources(bench.compiler()), false)
                    .compose(proposals::of)
                    .map(proposal -> new Asked(proposal, Optional.empty())));
  }

  private List<MappingSource> sources(MappingCompiler compiler) throws IOException {
    Path path = Path.of(draft);
    if (!Files.exists(path)) {
      throw new LaboratoryException(
          LaboratoryException.Kind.UNKNOWN,
          "There is no draft of "
              + draft
              + " and no such file: mapping list shows drafts, mapping draft makes one.");
    }
    Path real = path.toRealPath();
    if (Files.isDirectory(real)) {
      List<MappingSource> all = MappingFolder.sources(real, compiler);
      if (all.isEmpty()) {
        throw new StartupException("There is no mapping in " + draft + ".");
      }
      return all;
    }
    String name =
        MappingFolder.nameOf(real, compiler)
            .orElseThrow(
                () ->
                    new StartupException(
                        draft + " belongs to no mapping: name a script, its .yaml or a folder."));
    return List.of(MappingFolder.one(real.getParent(), name, compiler));
  }
}
