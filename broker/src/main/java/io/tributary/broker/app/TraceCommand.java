package io.tributary.broker.app;

import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TraceText;
import io.tributary.broker.trace.Traces;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.ExitStatus;
import io.tributary.platform.ops.HarmlessText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trace}: what one login, or denial, found out and decided. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a login found out and decided: the provider's claims, each mapping, what the",
      "application was told, or why it was refused. Who reads one is audited (trace.read)."
    },
    footer = {
      "%nExamples:",
      "  scripts/broker trace s5iFUGYM0rYyBz6SN6ZnEQ",
      "  scripts/broker trace s5iFUGYM0rYyBz6SN6ZnEQ --json"
    })
final class TraceCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Parameters(
      paramLabel = "LOGIN-ID|REQUEST-ID",
      description = "Of the login, or of any request of it: an error page shows it.")
  private String id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Optional<LoginTrace> found =
        TraceReading.open(config, reading -> reading.traces().find(id, reading.by()));
    if (found.isEmpty()) {
      System.err.println(HarmlessText.of("Nothing is recorded of " + id + ": " + Traces.NOT_FOUND));
      return ExitStatus.FAILED;
    }
    if (json) {
      System.out.println(found.get().toJson().encodePrettily());
    } else {
      TraceText.lines(found.get()).forEach(System.out::println);
    }
    return ExitStatus.DONE;
  }
}
