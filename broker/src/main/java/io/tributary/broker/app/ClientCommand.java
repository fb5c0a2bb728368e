package io.tributary.broker.app;

import io.tributary.broker.app.RegistrationCommand.Desk;
import io.tributary.broker.registration.RegistrationAdministration;
import io.tributary.platform.config.Secret;
import io.tributary.platform.launch.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client}: clients that registered themselves; the others stand in the configuration. */
@Command(
    name = "client",
    mixinStandardHelpOptions = true,
    description = "Clients that registered themselves.")
final class ClientCommand {

  /** One of them. */
  static final class OneClient {
    @Mixin private Desk desk;

    @Parameters(paramLabel = "ID", description = "client_id")
    private String id;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the clients that registered themselves.")
  void list(@Mixin Desk desk) {
    Listing.print(
        desk.with(RegistrationAdministration::list),
        client ->
            String.format(
                "%s %-10s %s %s",
                client.id(),
                client.issuer(),
                client.since(),
                RegistrationAdministration.name(client).orElse("-")));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what a client registered; never a secret.")
  void show(@Mixin OneClient client) {
    RegistrationAdministration.Entry found = client.desk.with(work -> work.show(client.id));
    System.out.println(found.id() + " at " + found.issuer() + ", secrets: " + found.secrets());
    System.out.println(found.metadata().encodePrettily());
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Forgets a client and ends everything that it was granted.")
  void delete(@Mixin OneClient client) {
    client.desk.with(work -> work.delete(client.id, RegistrationCommand.BY));
    System.out.println("Deleted the client " + client.id + ".");
  }

  @Command(
      name = "secret",
      mixinStandardHelpOptions = true,
      description = "Makes a second secret and shows it, once; --retire ends the older one.")
  void secret(
      @Mixin OneClient client,
      @Option(names = "--retire", description = "End the older secret.") boolean retire) {
    if (retire) {
      client.desk.with(work -> work.retireSecret(client.id, RegistrationCommand.BY));
      System.out.println("The older secret of " + client.id + " works no more.");
      return;
    }
    Secret made = client.desk.addSecret(client.id);
    System.out.println("A second secret of " + client.id + "; both work:");
    System.out.println(made.reveal());
  }
}
