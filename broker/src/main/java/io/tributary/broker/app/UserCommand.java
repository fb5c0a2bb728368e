package io.tributary.broker.app;

import io.tributary.broker.account.LocalAccount;
import io.tributary.broker.account.NewLocalAccount;
import io.tributary.platform.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user}: accounts that have their password here. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Local accounts: those that have their password here.",
    subcommands = {
      UserCommand.Create.class,
      UserCommand.Groups.class,
      UserCommand.Password.class,
      UserCommand.Disable.class,
      UserCommand.Enable.class,
      UserCommand.Delete.class,
      UserCommand.Show.class
    })
final class UserCommand {
  /** Who did it, in the audit log. */
  private static final String BY = "command-line";

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes an account. Asks for the password unless a file is named.")
  static final class Create extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;

    @Option(names = "--email", paramLabel = "ADDRESS")
    private String email;

    @Option(names = "--email-verified", description = "You vouch for the address.")
    private boolean emailVerified;

    @Option(names = "--full-name", paramLabel = "TEXT")
    private String fullName;

    @Option(names = "--group", paramLabel = "G", description = "May be given several times.")
    private List<String> groups = List.of();

    @Mixin private PasswordInput password;

    Create(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      NewLocalAccount wanted =
          new NewLocalAccount(
              name,
              password.read(),
              Optional.ofNullable(email),
              emailVerified,
              Optional.ofNullable(fullName),
              groups,
              false);
      withDirectory(directory -> directory.create(wanted, BY));
      System.out.println("Made the account " + name + ".");
      return 0;
    }
  }

  @Command(
      name = "groups",
      mixinStandardHelpOptions = true,
      description = "Shows and changes the groups of an account; they count from its next login.")
  static final class Groups extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;

    @Option(names = "--add", paramLabel = "G", description = "May be given several times.")
    private Set<String> add = Set.of();

    @Option(names = "--remove", paramLabel = "G", description = "May be given several times.")
    private Set<String> remove = Set.of();

    Groups(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      List<String> now = withDirectory(directory -> directory.changeGroups(name, add, remove, BY));
      System.out.println(
          name + " is in " + (now.isEmpty() ? "no groups" : String.join(", ", now)) + ".");
      return 0;
    }
  }

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Replaces a password. Asks for it unless a file is named.")
  static final class Password extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;

    @Mixin private PasswordInput password;

    Password(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      // Asked for here: nobody may be waited for on an event loop.
      Secret wanted = password.read();
      withDirectory(directory -> directory.setPassword(name, wanted, BY));
      System.out.println("Replaced the password of " + name + ".");
      return 0;
    }
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Switches an account off: no login, and its sessions stop working.")
  static final class Disable extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;

    Disable(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      withDirectory(directory -> directory.setDisabled(name, true, BY));
      System.out.println("Switched " + name + " off.");
      return 0;
    }
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Switches an account on again.")
  static final class Enable extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;

    Enable(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      withDirectory(directory -> directory.setDisabled(name, false, BY));
      System.out.println("Switched " + name + " on.");
      return 0;
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Forgets an account; its user name is never given to anybody else.")
  static final class Delete extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "User name")
    private String name;

    Delete(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      withDirectory(directory -> directory.delete(name, BY));
      System.out.println("Deleted " + name + ".");
      return 0;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the accounts with their groups.")
  static final class Show extends DatabaseCommand implements Callable<Integer> {
    Show(Map<String, String> environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      for (LocalAccount found : withDirectory(directory -> directory.list())) {
        System.out.printf(
            "%-30s %-30s %s%s%n",
            found.account().username(),
            found.account().email().orElse("-"),
            String.join(", ", found.groups()),
            found.account().disabled() ? " (off)" : "");
      }
      return 0;
    }
  }
}
