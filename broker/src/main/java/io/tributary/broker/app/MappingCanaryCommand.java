package io.tributary.broker.app;

import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.CanaryReport;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.Said;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.StartupException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapping canary}: a draft that runs beside what is live, for some logins. */
@Command(
    name = "canary",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the draft of a mapping beside what is live, for some logins, and says what it did so far.",
      "People get what is live; where the draft would have given something else is noted: names of",
      "claims, numbers and privileged roles, never other values. Ends with the draft, with --stop, or",
      "when its time is over."
    },
    footer = {
      "%nExamples:",
      "  scripts/broker mapping canary roles --share 5%%",
      "  scripts/broker mapping canary roles --users alice,bob --for 2h",
      "  scripts/broker mapping canary roles            # what it found",
      "  scripts/broker mapping canary roles --stop"
    })
final class MappingCanaryCommand implements Runnable {
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%");
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5})([mhd])");

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Parameters(paramLabel = "NAME", description = "As listed")
  private String name;

  @Option(names = "--share", paramLabel = "N%", description = "Of the people who log in.")
  private Optional<String> share = Optional.empty();

  @Option(
      names = "--users",
      paramLabel = "A,B",
      split = ",",
      description = "User names of people whose logins are always among them.")
  private Set<String> users = Set.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "When it ends by itself: 30m, 2h, 7d. Default: 1d")
  private Optional<String> length = Optional.empty();

  @Option(names = "--stop", description = "Ends it; the draft stays.")
  private boolean stop;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Differences to show, the newest first. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  public void run() {
    boolean starts = share.isPresent() || !users.isEmpty();
    if ((stop && starts) || (length.isPresent() && !starts) || limit < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "Start it with --share or --users (and --for), end it with --stop, or look at it.");
    }
    MappingWork work = new MappingWork(config);
    if (starts) {
      Canaries.Plan plan = plan();
      Draft draft = work.with(bench -> bench.canaries().start(name, plan, MappingWork.author()));
      System.out.println(
          "The draft "
              + draft.version().orElse("that takes it out")
              + " of "
              + name
              + " runs beside what is live; look with mapping canary "
              + name
              + ".");
      return;
    }
    CanaryReport report =
        work.with(bench -> bench.canaries().report(name, limit))
            .orElseThrow(() -> new StartupException("There is no canary of " + name + "."));
    show(report);
    if (stop) {
      work.with(bench -> bench.canaries().stop(name, MappingWork.author()));
      System.out.println("Ended; the draft is still there.");
    }
  }

  private Canaries.Plan plan() {
    try {
      return new Canaries.Plan(share.map(this::hundredths).orElse(0), users, length());
    } catch (LaboratoryException wrong) {
      throw new StartupException(wrong.getMessage(), wrong);
    }
  }

  private int hundredths(String written) {
    Matcher matcher = SHARE.matcher(written);
    if (!matcher.matches()) {
      throw new ParameterException(spec.commandLine(), "Write a share such as 5% or 0.5%.");
    }
    return new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
  }

  private Duration length() {
    if (length.isEmpty()) {
      return Duration.ofDays(1);
    }
    Matcher matcher = LENGTH.matcher(length.get());
    if (!matcher.matches()) {
      throw new ParameterException(spec.commandLine(), "Write a time such as 30m, 2h or 7d.");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static void show(CanaryReport report) {
    CanaryReport.Counts counts = report.counts();
    System.out.printf(
        "Draft %s of %s: %s%% of the people and %d by name, by %s, %s to %s%s.%n",
        report.version().orElse("that takes it out"),
        report.name(),
        BigDecimal.valueOf(report.share(), 2).stripTrailingZeros().toPlainString(),
        report.named(),
        report.author(),
        Said.time(report.startedAt()),
        Said.time(report.endsAt()),
        report.ended() ? " (over)" : "");
    System.out.printf(
        "%d logins the same, %d different, %d denied by the draft, %d not compared.%n",
        counts.same(), counts.different(), counts.failed(), counts.skipped());
    for (CanaryReport.Difference one : report.differences()) {
      System.out.printf(
          "%s  %-24s %-20s %s  (login %s)%n",
          Said.time(one.at()),
          one.person(),
          one.client(),
          String.join("; ", one.changes()),
          one.requestId());
    }
  }
}
