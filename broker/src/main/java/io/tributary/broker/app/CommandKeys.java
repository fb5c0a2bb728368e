package io.tributary.broker.app;

import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.MasterKeySource;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.vertx.core.Future;
import java.time.Clock;

/** The broker's own keys, as commands beside it open them. */
final class CommandKeys {
  private CommandKeys() {}

  /** That of the broker: a command makes none. For the thread of the command. */
  static MasterKey master(ConfigOption option, BrokerConfig config) {
    try (EmbeddedServers servers =
        EmbeddedServers.forCommands(notice -> System.err.println(notice))) {
      return MasterKeySource.existing(option.environment(), config.dataFolder(servers));
    }
  }

  static Future<SealingKeys> open(CommandDatabase opened, MasterKey master) {
    return open(opened.database(), master);
  }

  static Future<SealingKeys> open(Database database, MasterKey master) {
    return SealingKeys.open(
        new SealingKeyRepository(database.durable()),
        master,
        Broker.SEALED_FOR_OTHERS,
        Clock.systemUTC());
  }
}
