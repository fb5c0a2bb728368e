package io.tributary.inventory.app;

import io.tributary.inventory.token.ApiToken;
import io.tributary.inventory.token.TokenRepository;
import io.tributary.inventory.user.PasswordRules;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.UserRepository;
import io.tributary.inventory.user.UserRepository.NewLocalUser;
import io.tributary.inventory.user.Username;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.config.Secret;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.ops.StartupException;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Every command but {@code serve}; each opens the database for its own duration. */
@Command(
    name = "inventory",
    description = "Tributary's inventory of networks and devices.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    footer = {
      "",
      "Exit codes: 0 well, 1 failed (one sentence on standard error), 2 wrong usage.",
    },
    subcommands = {
      Commands.ServeHelp.class,
      Commands.ConfigCommands.class,
      Commands.UserCommands.class,
      Commands.TokenCommands.class
    })
final class Commands implements Runnable {
  private static final long SECONDS = 60;

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static int run(String[] arguments) {
    return new CommandLine(new Commands())
        .setExecutionExceptionHandler(Commands::failed)
        .execute(arguments);
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    System.err.println(
        failure instanceof StartupException || failure instanceof ConfigException
            ? failure.getMessage()
            : "Failed: " + failure.getMessage());
    return 1;
  }

  /** Where the configuration is. */
  static final class ConfigOption {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        defaultValue = Serve.DEFAULT_CONFIG,
        description = "Configuration file (default: ${DEFAULT-VALUE}).")
    private Path file;

    InventoryConfig read() {
      return ConfigFile.read(file, System.getenv(), InventoryConfig::read);
    }

    /** Runs work on the database of the configuration. */
    <T> T withDatabase(Function<Opened, Future<T>> work) throws InterruptedException {
      InventoryConfig config = read();
      EmbeddedServers servers = EmbeddedServers.forCommands(System.err::println);
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      try {
        return Serve.await(
            Database.open(
                    vertx,
                    config.database(),
                    Inventory.SCHEMA,
                    servers,
                    (statement, nanos, ok) -> {})
                .compose(
                    database ->
                        work.apply(new Opened(vertx, config, database))
                            .eventually(database::close)),
            SECONDS);
      } finally {
        Serve.await(vertx.close(), SECONDS);
        servers.close();
      }
    }
  }

  /** What a command works with. */
  record Opened(Vertx vertx, InventoryConfig config, Database database) {}

  @Command(
      name = "serve",
      description = "Run the inventory until SIGTERM or Ctrl-C.",
      mixinStandardHelpOptions = true)
  static final class ServeHelp implements Runnable {
    @Mixin private ConfigOption config;

    @Override
    public void run() {
      throw new StartupException(
          "serve must be the first argument: inventory serve --config " + config.file);
    }
  }

  @Command(
      name = "config",
      description = "Look at the configuration.",
      mixinStandardHelpOptions = true)
  static final class ConfigCommands {
    @Command(
        name = "check",
        description = "Report every problem of the configuration file.",
        mixinStandardHelpOptions = true)
    int check(@Mixin ConfigOption config) {
      config.read();
      System.out.println("The configuration is good.");
      return 0;
    }
  }

  @Command(name = "user", description = "Local accounts.", mixinStandardHelpOptions = true)
  static final class UserCommands {
    @Command(
        name = "create",
        description =
            "Create a local account; its password is asked for, or read from"
                + " INVENTORY_PASSWORD or standard input.",
        mixinStandardHelpOptions = true)
    int create(
        @Parameters(paramLabel = "USER", description = "User name.") String username,
        @Option(names = "--email", defaultValue = "", description = "Vouched for by you.")
            String email,
        @Option(names = "--superuser", description = "May do everything.") boolean superuser,
        @Option(names = "--staff", description = "May change everything.") boolean staff,
        @Mixin ConfigOption config)
        throws IOException, InterruptedException {
      if (!Username.isValid(username)) {
        throw new StartupException(
            "A user name is letters, digits and @ . + - _, at most 150 characters.");
      }
      boolean demo = config.read().demo();
      Secret password = password();
      String problem = PasswordRules.problem(password, demo);
      if (!problem.isEmpty()) {
        throw new StartupException("The password " + problem + ".");
      }
      return config.withDatabase(
          opened -> create(opened, username, email, password, superuser, staff));
    }

    private static Future<Integer> create(
        Opened opened,
        String username,
        String email,
        Secret password,
        boolean superuser,
        boolean staff) {
      PasswordWorkers passwords = new PasswordWorkers(opened.vertx(), "inventory-command");
      return passwords
          .hash(password.reveal())
          .compose(
              hash ->
                  new UserRepository(opened.database())
                      .createLocal(new NewLocalUser(username, email, hash, superuser, staff)))
          .onComplete(done -> passwords.close())
          .map(
              made -> {
                if (made.isEmpty()) {
                  throw new StartupException("There is a user named " + username + " already.");
                }
                System.out.println("Created the user " + username + ".");
                return 0;
              });
    }

    // From JDK 22 there is a console without a terminal as well; it reads standard input then.
    @SuppressWarnings("SystemConsoleNull")
    private static Secret password() throws IOException {
      String given = System.getenv("INVENTORY_PASSWORD");
      if (given != null) {
        return new Secret(given);
      }
      Console console = System.console();
      if (console != null) {
        char[] typed = console.readPassword("Password: ");
        return new Secret(typed == null ? "" : new String(typed));
      }
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return new Secret(line == null ? "" : line);
    }
  }

  @Command(name = "token", description = "API tokens.", mixinStandardHelpOptions = true)
  static final class TokenCommands {
    @Command(
        name = "create",
        description = "Make a NetBox v1 API token and print it, this once.",
        mixinStandardHelpOptions = true)
    int create(
        @Parameters(paramLabel = "USER", description = "Whose token it is.") String username,
        @Option(names = "--read-only", description = "It may not write.") boolean readOnly,
        @Option(names = "--expires-in", paramLabel = "DAYS", description = "It ends after that.")
            Optional<Integer> days,
        @Option(names = "--description", defaultValue = "", description = "What it is for.")
            String description,
        @Mixin ConfigOption config)
        throws InterruptedException {
      if (days.filter(number -> number < 1 || number > 3650).isPresent()) {
        throw new StartupException("--expires-in is a number of days from 1 to 3650.");
      }
      ApiToken token = ApiToken.random();
      return config.withDatabase(
          opened ->
              new UserRepository(opened.database())
                  .byName(username)
                  .compose(
                      found ->
                          new TokenRepository(opened.database())
                              .create(
                                  owner(found, username),
                                  token,
                                  description,
                                  !readOnly,
                                  days.map(TokenCommands::after)))
                  .map(
                      done -> {
                        System.out.println(token.key());
                        return 0;
                      }));
    }

    private static long owner(Optional<User> found, String username) {
      return found
          .map(User::id)
          .orElseThrow(
              () ->
                  new StartupException(
                      "There is no user named " + username + "; a login creates it."));
    }

    private static OffsetDateTime after(int days) {
      return OffsetDateTime.now(ZoneOffset.UTC).plus(Duration.ofDays(days));
    }
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"inventory " + (version == null ? "(development)" : version)};
    }
  }
}
