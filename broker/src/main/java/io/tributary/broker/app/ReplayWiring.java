package io.tributary.broker.app;

import io.tributary.broker.account.AccountKeyRepository;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.account.LocalAccountList;
import io.tributary.broker.account.LocalAccountRepository;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.recording.RecordingConfig;
import io.tributary.broker.recording.RecordingRepository;
import io.tributary.broker.recording.Recordings;
import io.tributary.broker.recording.Redaction;
import io.tributary.broker.replay.Replay;
import io.tributary.broker.replay.ReplayGuard;
import io.tributary.broker.script.ScriptPool;
import io.tributary.platform.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What tries mappings on everybody. */
final class ReplayWiring {
  /** At a hundred microseconds each a million people are done in less. */
  static final Duration MOST = Duration.ofMinutes(5);

  /** For console and API: a request is answered within a minute, or not at all. */
  static final Duration MOST_OF_REQUEST = Duration.ofSeconds(50);

  private ReplayWiring() {}

  static Recordings recordings(
      BrokerConfig config, Database database, SealingKeys sealing, Clock clock) {
    String us = config.publicUrl().toString();
    return new Recordings(
        new RecordingRepository(database.relaxed()),
        new AccountKeys(
            new AccountKeyRepository(database.durable()), sealing.atRest(us, "account-data-key")),
        clock);
  }

  static Replay replay(
      BrokerConfig config, Database database, SealingKeys sealing, ScriptPool pool, Clock clock) {
    Redaction redaction = Storage.redaction(config, sealing);
    Set<String> names = RecordingConfig.redacted(config.recordings(), Identity.LOCAL);
    return new Replay(
        recordings(config, database, sealing, clock),
        new LocalAccountList(new LocalAccountRepository(database.durable(), database.relaxed())),
        MappingWiring.mapper(config),
        MappingWiring.privileged(config),
        pool,
        config.publicUrl().toString(),
        identity -> redaction.redacted(identity, names));
  }

  /**
   * @param people whether whoever publishes may know who is hit: who runs commands may know all
   * @param most time
   */
  static ReplayGuard guard(BrokerConfig config, Replay replay, boolean people, Duration most) {
    return new ReplayGuard(replay, List.copyOf(config.privilegedRoles()), most, people);
  }
}
