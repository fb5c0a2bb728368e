package io.tributary.broker.app;

import io.tributary.broker.account.Account;
import io.tributary.broker.trace.WhyAnswer;
import io.tributary.broker.trace.WhyQuestion;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.ExitStatus;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code why}: the question why somebody has a role, and since when. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "Says why a person has a role or any other value of a claim, or has it not, and since when;",
      "for each application that they logged in to. Who asks is audited (trace.read)."
    },
    footer = {
      "%nExamples:",
      "  scripts/broker why alice@example.com superusers",
      "  scripts/broker why alice@example.com groups --client inventory --json"
    })
final class WhyCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Parameters(index = "0", paramLabel = "PERSON", description = "User name, or subject.")
  private String person;

  @Parameters(
      index = "1",
      paramLabel = "ROLE-OR-VALUE",
      description = "A role, a group, any text in a claim, or the name of a claim.")
  private String value;

  @Option(names = "--client", paramLabel = "C", description = "Only at this application.")
  private Optional<String> client = Optional.empty();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    WhyAnswer answer = TraceReading.open(config, this::ask);
    if (json) {
      System.out.println(answer.toJson().encodePrettily());
    } else {
      answer.lines().forEach(System.out::println);
    }
    return answer.at().isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  private Future<WhyAnswer> ask(TraceReading reading) {
    return reading
        .accounts()
        .named(person)
        .compose(
            found ->
                found
                    .map(account -> ask(reading, account))
                    .orElseGet(() -> NoAccount.of(person, reading.accounts())));
  }

  private Future<WhyAnswer> ask(TraceReading reading, Account account) {
    return reading
        .traces()
        .why(new WhyQuestion(account.subject(), account.username(), value, client), reading.by());
  }
}
