package io.tributary.broker.app;

import io.tributary.broker.account.ClaimChange;
import io.tributary.broker.account.LocalAccountRepository;
import io.tributary.broker.account.LocalDirectory;
import io.tributary.broker.account.NewLocalAccount;
import io.tributary.broker.session.AccountEndingRepository;
import io.tributary.platform.config.Secret;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.Listing;
import io.tributary.platform.launch.PasswordOption;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user}: accounts that have their password here. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Local accounts: those that have their password here.")
final class UserCommand {
  /** Who did it, in the audit log. */
  private static final String BY = "command-line";

  /** The accounts of a configuration, open for one piece of work. */
  static class Accounts {
    @Mixin private ConfigOption config;

    void end(Function<AccountEndingRepository, Future<Void>> work) {
      open(
          opened ->
              work.apply(
                  new AccountEndingRepository(opened.database().durable(), Clock.systemUTC())));
    }

    <T> T with(Function<LocalDirectory, Future<T>> work) {
      return open(
          opened ->
              work.apply(
                  new LocalDirectory(
                      new LocalAccountRepository(
                          opened.database().durable(), opened.database().relaxed()),
                      opened.passwords())));
    }

    private <T> T open(Function<CommandDatabase, Future<T>> work) {
      return CommandDatabase.with(config.read(BrokerConfig::read).database(), Broker.SCHEMA, work);
    }
  }

  /** One of them. */
  static final class OneAccount extends Accounts {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;
  }

  /** What is said of a new one beside its name and password. */
  static final class Person {
    @Option(names = "--email", paramLabel = "ADDRESS")
    private Optional<String> email = Optional.empty();

    @Option(names = "--email-verified", description = "You vouch for the address.")
    private boolean emailVerified;

    @Option(names = "--full-name", paramLabel = "TEXT")
    private Optional<String> fullName = Optional.empty();

    @Option(names = "--group", paramLabel = "G", description = "May be given several times.")
    private List<String> groups = List.of();

    NewLocalAccount named(String name, Secret password) {
      return new NewLocalAccount(
          name, password, email, emailVerified, fullName, groups, false, Map.of());
    }
  }

  /** What changes of the groups. */
  static final class GroupChange {
    @Option(names = "--add", paramLabel = "G", description = "May be given several times.")
    private Set<String> add = Set.of();

    @Option(names = "--remove", paramLabel = "G", description = "May be given several times.")
    private Set<String> remove = Set.of();
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description =
          "Makes an account. Its password: --password-file, BROKER_PASSWORD, or asked for.")
  void create(@Mixin OneAccount account, @Mixin Person person, @Mixin PasswordOption password) {
    NewLocalAccount wanted = person.named(account.name, password.read());
    account.with(directory -> directory.create(wanted, BY));
    System.out.println("Made the account " + account.name + ".");
  }

  @Command(
      name = "groups",
      mixinStandardHelpOptions = true,
      description = "Shows and changes the groups of an account; they count from its next login.")
  void groups(@Mixin OneAccount account, @Mixin GroupChange change) {
    List<String> now =
        account.with(
            directory -> directory.changeGroups(account.name, change.add, change.remove, BY));
    System.out.println(
        account.name + " is in " + (now.isEmpty() ? "no groups" : String.join(", ", now)) + ".");
  }

  /** What changes of the claims. */
  static final class ClaimOptions {
    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "May be given several times.")
    private List<String> set = List.of();

    @Option(names = "--unset", paramLabel = "NAME", description = "May be given several times.")
    private List<String> unset = List.of();
  }

  @Command(
      name = "claims",
      mixinStandardHelpOptions = true,
      description =
          "Shows and changes what an account says of its person, such as given_name, locale,"
              + " phone_number, address.locality; it counts from the next login.")
  void claims(@Mixin OneAccount account, @Mixin ClaimOptions change) {
    ClaimChange wanted = ClaimChange.parse(change.set, change.unset);
    Map<String, Object> now =
        account.with(directory -> directory.changeClaims(account.name, wanted, BY));
    System.out.println(new JsonObject(now).encodePrettily());
  }

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Replaces a password: --password-file, BROKER_PASSWORD, or asked for.")
  void password(@Mixin OneAccount account, @Mixin PasswordOption password) {
    // Asked for here: nobody may be waited for on an event loop.
    Secret wanted = password.read();
    account.with(directory -> directory.setPassword(account.name, wanted, BY));
    System.out.println("Replaced the password of " + account.name + ".");
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = {
        "Switches an account off: no login, its sessions and refresh tokens end, and the",
        "applications are told."
      })
  void disable(@Mixin OneAccount account) {
    account.end(accounts -> accounts.disable(account.name, BY));
    System.out.println("Switched " + account.name + " off.");
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Switches an account on again.")
  void enable(@Mixin OneAccount account) {
    account.end(accounts -> accounts.enable(account.name, BY));
    System.out.println("Switched " + account.name + " on.");
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Forgets an account, ends its sessions and refresh tokens and tells the applications;",
        "its user name is never given to anybody else."
      })
  void delete(@Mixin OneAccount account) {
    account.end(accounts -> accounts.delete(account.name, BY));
    System.out.println("Deleted " + account.name + ".");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the accounts with their groups.")
  void list(@Mixin Accounts accounts) {
    Listing.print(
        accounts.with(LocalDirectory::list),
        found ->
            String.format(
                "%-30s %-30s %s%s",
                found.account().username(),
                found.account().email().orElse("-"),
                String.join(", ", found.groups()),
                found.account().disabled() ? " (off)" : ""));
  }
}
