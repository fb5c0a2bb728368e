package io.tributary.broker.app;

import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.registration.RegistrationAdministration;
import io.tributary.broker.registration.RegistrationException;
import io.tributary.broker.registration.RegistrationRepositories;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.config.Secret;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.Listing;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registration token}: what allows clients to register (RFC 7591 §3). */
@Command(
    name = "registration",
    mixinStandardHelpOptions = true,
    description = "Who may register clients.",
    subcommands = RegistrationCommand.TokenCommand.class)
final class RegistrationCommand {
  /** Who did it, in the audit log. */
  static final String BY = "command-line";

  /** The registrations of a configuration, open for one piece of work. */
  static final class Desk {
    @Mixin private ConfigOption config;

    /**
     * @throws RegistrationException for a name that the configuration does not have
     */
    String known(String issuer) {
      List<String> names =
          config.read(BrokerConfig::read).issuers().all().stream().map(Issuer::name).toList();
      if (!names.contains(issuer)) {
        throw new RegistrationException(
            "there is no issuer " + issuer + "; write one of " + String.join(", ", names));
      }
      return issuer;
    }

    <T> T with(Function<RegistrationAdministration, Future<T>> work) {
      return CommandDatabase.with(
          config.read(BrokerConfig::read).database(),
          Broker.SCHEMA,
          opened -> work.apply(administration(opened)));
    }

    /** The master key is read only where a secret must be sealed. */
    Secret addSecret(String id) {
      if (!with(work -> work.keepsSecretsSealed(id))) {
        return with(work -> work.addSecret(id, BY, Optional.empty()));
      }
      BrokerConfig broker = config.read(BrokerConfig::read);
      MasterKey master = CommandKeys.master(config, broker);
      return CommandDatabase.with(
          broker.database(),
          Broker.SCHEMA,
          opened ->
              CommandKeys.open(opened, master)
                  .map(sealing -> RegistrationWiring.secrets(broker, sealing))
                  .compose(
                      sealer -> administration(opened).addSecret(id, BY, Optional.of(sealer))));
    }

    private static RegistrationAdministration administration(CommandDatabase opened) {
      return new RegistrationAdministration(
          RegistrationRepositories.of(opened.database().durable(), opened.database().relaxed()),
          Clock.systemUTC());
    }
  }

  /** Initial access tokens. */
  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description = "Initial access tokens: each lets so many clients register.")
  static final class TokenCommand {
    @Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Makes a token and shows it, once.")
    void create(
        @Mixin Desk desk,
        @Option(
                names = "--uses",
                paramLabel = "N",
                defaultValue = "1",
                description = "Clients that it lets register. Default: ${DEFAULT-VALUE}")
            int uses,
        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "1",
                description = "How long it is good. Default: ${DEFAULT-VALUE}")
            int days,
        @Option(
                names = "--issuer",
                paramLabel = "NAME",
                defaultValue = Issuer.ROOT,
                description = "Where it is good. Default: ${DEFAULT-VALUE}, the public URL itself")
            String issuer,
        @Option(
                names = "--note",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "For whom it is.")
            String note) {
      RegistrationAdministration.NewToken made =
          desk.with(
              with -> with.createToken(desk.known(issuer), note, uses, Duration.ofDays(days), BY));
      System.out.println("Made the token " + made.id() + ", good until " + made.expiresAt() + ":");
      System.out.println(made.token().reveal());
    }

    @Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the tokens, without their values.")
    void list(@Mixin Desk desk) {
      Listing.print(
          desk.with(RegistrationAdministration::tokens),
          token ->
              String.format(
                  "%s at %s %4d left, until %s %s%s",
                  token.id(),
                  token.issuer(),
                  token.usesLeft(),
                  token.expiresAt(),
                  token.note(),
                  token.revoked() ? " (revoked)" : ""));
    }

    @Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Ends a token; clients that registered with it stay.")
    void revoke(
        @Mixin Desk desk, @Parameters(paramLabel = "ID", description = "As listed") String id) {
      desk.with(with -> with.revokeToken(id, BY));
      System.out.println("Revoked the token " + id + ".");
    }
  }
}
