package io.tributary.inventory.app;

import io.tributary.inventory.user.PasswordRules;
import io.tributary.inventory.user.UserRepository;
import io.tributary.inventory.user.UserRepository.NewLocalUser;
import io.tributary.inventory.user.Username;
import io.tributary.platform.config.Secret;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.launch.PasswordOption;
import io.tributary.platform.ops.StartupException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user}: local accounts. */
@Command(name = "user", description = "Local accounts.", mixinStandardHelpOptions = true)
final class UserCommand {

  /** Who it is, and what the person may do. */
  static final class Person {
    @Parameters(paramLabel = "USER", description = "User name.")
    private String username;

    @Option(names = "--email", defaultValue = "", description = "Vouched for by you.")
    private String email;

    @Option(names = "--superuser", description = "May do everything.")
    private boolean superuser;

    @Option(names = "--staff", description = "May change everything.")
    private boolean staff;

    NewLocalUser with(String hash) {
      return new NewLocalUser(username, email, hash, superuser, staff);
    }
  }

  @Command(
      name = "create",
      description =
          "Create a local account. Its password: --password-file, INVENTORY_PASSWORD, or asked"
              + " for.",
      mixinStandardHelpOptions = true)
  void create(@Mixin Person person, @Mixin PasswordOption option, @Mixin ConfigOption file) {
    if (!Username.isValid(person.username)) {
      throw new StartupException(
          "A user name is letters, digits and @ . + - _, at most 150 characters.");
    }
    InventoryConfig config = file.read(InventoryConfig::read);
    Secret password = option.read();
    String problem = PasswordRules.problem(password, config.demo());
    if (!problem.isEmpty()) {
      throw new StartupException("The password " + problem + ".");
    }
    Optional<Long> created =
        CommandDatabase.with(
            config.database(),
            Inventory.SCHEMA,
            opened ->
                opened
                    .passwords()
                    .hash(password.reveal())
                    .compose(
                        hash ->
                            new UserRepository(opened.database()).createLocal(person.with(hash))));
    if (created.isEmpty()) {
      throw new StartupException("There is a user named " + person.username + " already.");
    }
    System.out.println("Created the user " + person.username + ".");
  }
}
