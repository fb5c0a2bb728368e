package io.tributary.inventory.app;

import io.tributary.inventory.token.ApiToken;
import io.tributary.inventory.token.TokenRepository;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.UserRepository;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token}: API tokens. */
@Command(name = "token", description = "API tokens.", mixinStandardHelpOptions = true)
final class TokenCommand {

  @Command(
      name = "create",
      description = "Make a NetBox v1 API token and print it, this once.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(paramLabel = "USER", description = "Whose token it is.") String username,
      @Option(names = "--read-only", description = "It may not write.") boolean readOnly,
      @Option(names = "--expires-in", paramLabel = "DAYS", description = "It ends after that.")
          Optional<Integer> days,
      @Option(names = "--description", defaultValue = "", description = "What it is for.")
          String description,
      @Mixin ConfigOption config) {
    if (days.filter(number -> number < 1 || number > 3650).isPresent()) {
      throw new StartupException("--expires-in is a number of days from 1 to 3650.");
    }
    ApiToken token = ApiToken.random();
    CommandDatabase.with(
        config.read(InventoryConfig::read).database(),
        Inventory.SCHEMA,
        opened ->
            owner(opened, username)
                .compose(
                    owner ->
                        new TokenRepository(opened.database())
                            .create(
                                owner,
                                token,
                                description,
                                !readOnly,
                                days.map(TokenCommand::after))));
    System.out.println(token.key());
  }

  private static Future<Long> owner(CommandDatabase opened, String username) {
    return new UserRepository(opened.database())
        .byName(username)
        .map(
            found ->
                found
                    .map(User::id)
                    .orElseThrow(
                        () ->
                            new StartupException(
                                "There is no user named " + username + "; a login creates it.")));
  }

  private static OffsetDateTime after(int days) {
    return OffsetDateTime.now(ZoneOffset.UTC).plus(Duration.ofDays(days));
  }
}
