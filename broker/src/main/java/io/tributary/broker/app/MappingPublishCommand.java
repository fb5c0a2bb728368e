package io.tributary.broker.app;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Published;
import io.tributary.platform.launch.ConfigOption;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands of {@code mapping} that change what is live. */
final class MappingPublishCommand {
  /** With what whom it hits is found out. */
  private static final Duration MOST = ReplayWiring.MOST.plusMinutes(1);

  private MappingPublishCommand() {}

  /** What both of them take. */
  static final class Wish {
    @Parameters(paramLabel = "NAME", description = "As listed")
    private String name;

    @Option(
        names = "--confirm-loss",
        description =
            "Also when people lose a privileged role by it, are denied, or nobody can say.")
    private boolean confirmLoss;
  }

  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description = {
        "Makes the draft of a mapping live; running brokers take it up within seconds.",
        "Refused when its tests fail, when it does not fit to the other mappings, when somebody",
        "published since it was made, and when nobody would be left with the first privileged role.",
        "A mapping without tests is published with a warning."
      },
      footer = {
        "%nExamples:",
        "  scripts/broker mapping publish roles",
        "  scripts/broker mapping publish roles --expect 3kTMd8NAIRrn   # the draft that was looked at"
      })
  static final class Publish implements Runnable {
    @Mixin private ConfigOption config;
    @Mixin private Wish wish;

    @Option(
        names = "--expect",
        paramLabel = "VERSION",
        description =
            "Only when the draft is this one; none for a draft that takes the mapping out.")
    private Optional<String> expect = Optional.empty();

    @Override
    public void run() {
      Published done =
          new MappingWork(config)
              .withKeys(
                  MOST,
                  bench ->
                      bench
                          .publishing()
                          .publish(wish.name, MappingWork.author(), expect, wish.confirmLoss));
      if (done.version().isPresent()) {
        if (done.tests().isEmpty()) {
          System.err.println(
              "Warning: "
                  + wish.name
                  + " has no tests; write them to "
                  + wish.name
                  + ".test.yaml.");
        } else {
          System.out.println(done.tests().get() + " tests passed.");
        }
      }
      tell(done);
    }
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = {
        "Brings back what was live before, in one step; again goes one step further back.",
        "Its tests are not run again."
      },
      footer = {
        "%nExamples:",
        "  scripts/broker mapping rollback roles",
        "  scripts/broker mapping rollback roles --to 3kTMd8NAIRrn -m \"The last that worked\""
      })
  static final class Rollback implements Runnable {
    @Mixin private ConfigOption config;
    @Mixin private Wish wish;

    @Option(names = "--to", paramLabel = "V", description = "To a version that was live once.")
    private Optional<String> to = Optional.empty();

    @Option(
        names = "--expect",
        paramLabel = "VERSION",
        description = "Only when this one is live now: together two people go back once.")
    private Optional<String> expect = Optional.empty();

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        defaultValue = "Rolled back",
        description = "Why. Default: ${DEFAULT-VALUE}")
    private String message;

    @Override
    public void run() {
      Change change = MappingWork.change(message);
      tell(
          new MappingWork(config)
              .withKeys(
                  MOST,
                  bench ->
                      bench
                          .publishing()
                          .rollBack(wish.name, to, expect, change, wish.confirmLoss)));
    }
  }

  private static void tell(Published done) {
    System.out.println(done.impact());
    System.out.println(
        done.version().isPresent()
            ? done.name()
                + " is live as "
                + done.version().get()
                + ", in place of "
                + done.replaced().orElse("nothing")
                + "."
            : done.name()
                + " is not live any more; "
                + done.replaced().orElse("nothing")
                + " was.");
  }
}
