package io.tributary.broker.app;

import io.tributary.broker.logout.DeliveryRepository;
import io.tributary.broker.logout.LogoutDelivery;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logout}: which applications have heard of logouts. */
@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = "What became of logouts at the applications.")
final class LogoutCommand {

  @Command(
      name = "deliveries",
      mixinStandardHelpOptions = true,
      description = {
        "Lists logout tokens of the last 30 days, the newest first: when the session ended, the",
        "application, how far it is, attempts, the last status, the address."
      })
  void deliveries(
      @Mixin ConfigOption config,
      @Option(
              names = "--failed",
              description = "Only what was refused, given up, or did not succeed yet.")
          boolean failed,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "At most so many.")
          int limit) {
    List<LogoutDelivery> found =
        CommandDatabase.with(
            config.read(BrokerConfig::read).database(),
            Broker.SCHEMA,
            opened ->
                new DeliveryRepository(opened.database().relaxed())
                    .latest(failed, Math.max(1, Math.min(limit, 10_000))));
    for (LogoutDelivery each : found) {
      System.out.printf(
          "%s  %-24s %-12s %2d  %-10s %s%n",
          each.createdAt(),
          each.clientId(),
          each.state().word(),
          each.attempts(),
          each.lastStatus().orElse("-"),
          each.uri().orElse("-"));
    }
    if (found.isEmpty()) {
      System.out.println(failed ? "None failed." : "There are none.");
    }
  }
}
