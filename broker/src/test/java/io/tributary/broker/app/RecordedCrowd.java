package io.tributary.broker.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.MappedLogin;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.MasterKeySource;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.recording.LoginRecorder;
import io.tributary.broker.recording.RecordingRepository;
import io.tributary.broker.replay.Crowd;
import io.tributary.platform.config.ConfigFile;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.EmbeddedServers;
import io.tributary.platform.db.Statement;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Fills the database of a configuration with the recorded logins of {@link Crowd}, as the broker
 * writes them, without a login of any of them. The broker must have made its keys.
 */
public final class RecordedCrowd {
  /** Less than the recorder lets wait. */
  private static final int AT_ONCE = 900;

  private static final Duration MOST = Duration.ofMinutes(30);

  private static final Statement ACCOUNTS =
      new Statement(
          "crowd.accounts",
          """
          WITH named AS (INSERT INTO username (name_key, subject) SELECT n, n FROM unnest($1::text[]) n)
          INSERT INTO account (subject, username) SELECT n, n FROM unnest($1::text[]) n
          """);

  private static final Statement ANALYSE = new Statement("crowd.analyse", "ANALYZE");

  private final CommandDatabase opened;
  private final BrokerConfig config;
  private final SealingKeys sealing;
  private final int people;
  private final IntConsumer progress;
  private final Log log = Log.to(OutputStream.nullOutputStream(), "crowd");

  private RecordedCrowd(
      CommandDatabase opened,
      BrokerConfig config,
      SealingKeys sealing,
      int people,
      IntConsumer progress) {
    this.opened = opened;
    this.config = config;
    this.sealing = sealing;
    this.people = people;
    this.progress = progress;
  }

  /**
   * Waits until all are there.
   *
   * @param file the configuration
   * @param progress is told how many are there
   */
  public static void fill(Path file, int people, IntConsumer progress) {
    BrokerConfig config = ConfigFile.read(file, Map.of(), BrokerConfig::read);
    MasterKey master;
    try (EmbeddedServers servers = EmbeddedServers.forCommands(notice -> {})) {
      master = MasterKeySource.existing(Map.of(), config.dataFolder(servers));
    }
    CommandDatabase.with(
        config.database(),
        Broker.SCHEMA,
        MOST,
        opened ->
            CommandKeys.open(opened, master)
                .compose(
                    keys -> new RecordedCrowd(opened, config, keys, people, progress).from(0)));
  }

  private Future<Void> from(int first) {
    progress.accept(first);
    Database database = opened.database();
    if (first >= people) {
      log.close();
      // As the server does by itself sooner or later.
      return database.relaxed().run(ANALYSE, Tuple.tuple()).mapEmpty();
    }
    int end = Math.min(people, first + AT_ONCE);
    List<Identity> some = IntStream.range(first, end).mapToObj(Crowd::person).toList();
    String[] names = some.stream().map(Identity::sub).toArray(String[]::new);
    return database
        .relaxed()
        .run(ACCOUNTS, Tuple.tuple().addArrayOfString(names))
        .compose(made -> recorded(some))
        .compose(done -> from(end));
  }

  private Future<Void> recorded(List<Identity> some) {
    LoginRecorder recorder =
        new LoginRecorder(
            opened.vertx(),
            new RecordingRepository(opened.database().relaxed()),
            Storage.accountKeys(opened.database(), sealing, config.publicUrl().toString()),
            Storage.redaction(config, sealing),
            config.recordings(),
            new SimpleMeterRegistry(),
            log,
            Clock.systemUTC());
    some.forEach(person -> recorder.mapped(login(person)));
    return recorder.close();
  }

  private static MappedLogin login(Identity person) {
    return new MappedLogin(
        person,
        new ClientView(Crowd.CLIENT, List.of()),
        Scopes.parse("openid profile email roles groups"),
        "request",
        Optional.of(person.sub()),
        new MappingSet(List.of(), 1),
        new MappedClaims(Map.of(), List.of(), List.of(), false, new Trace()));
  }
}
