package io.tributary.broker.app;

import io.tributary.broker.account.AccountRepository;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.audit.AuditRepository;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Drafting;
import io.tributary.broker.laboratory.LaboratoryException;
import io.tributary.broker.laboratory.LaboratoryRepositories;
import io.tributary.broker.laboratory.MappingRepository;
import io.tributary.broker.laboratory.MappingTester;
import io.tributary.broker.laboratory.PublishGuard;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.laboratory.Workbench;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.recording.Recordings;
import io.tributary.broker.replay.Replay;
import io.tributary.broker.replay.ReplayBusy;
import io.tributary.broker.script.ScriptPool;
import io.tributary.platform.db.Database;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The mappings of a configuration, open for one piece of work of a command. */
final class MappingWork {
  private final ConfigOption option;

  MappingWork(ConfigOption option) {
    this.option = option;
  }

  /** Threads for tests and comparisons. */
  private static final int THREADS = 2;

  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final Clock CLOCK = Clock.systemUTC();

  /** Who did it, in the audit log. */
  private static final String BY = "command-line";

  /** What a command may use while the database is open. */
  record Bench(
      Vertx vertx,
      Database database,
      BrokerConfig config,
      ScriptPool scripts,
      Optional<MasterKey> master) {
    LaboratoryRepositories kept() {
      return LaboratoryRepositories.of(database.durable());
    }

    MappingRepository mappings() {
      return kept().mappings();
    }

    Drafting drafting() {
      return new Drafting(kept(), workbench());
    }

    Canaries canaries() {
      return new Canaries(kept());
    }

    Publishing publishing() {
      return new Publishing(
          kept(),
          workbench(),
          MappingTester.on(scripts, config.mappingBudget().forTests()),
          guard(),
          guard());
    }

    Workbench workbench() {
      return new Workbench(vertx, Scripts.compiler(config.mappingBudget().each()));
    }

    MappingCompiler compiler() {
      return Scripts.compiler(config.mappingBudget().each());
    }

    /** Needs the keys: see {@link #withKeys}. */
    Future<Replay> replay() {
      return sealing().map(keys -> ReplayWiring.replay(config, database, keys, scripts, CLOCK));
    }

    /** Needs the keys. */
    Future<Recordings> recordings() {
      return sealing().map(keys -> ReplayWiring.recordings(config, database, keys, CLOCK));
    }

    Accounts accounts() {
      return new Accounts(
          new AccountRepository(database.durable(), database.relaxed()), config.privilegedRoles());
    }

    private Future<SealingKeys> sealing() {
      return CommandKeys.open(database, master.orElseThrow());
    }

    /** Whoever compares sees what others said of themselves: that is written down first. */
    Future<Void> audit(String type, Optional<String> subject, JsonObject details) {
      return new AuditRepository(database.relaxed())
          .write(
              List.of(
                  new AuditEvent(
                      CLOCK.instant(),
                      type,
                      BY,
                      subject,
                      Optional.empty(),
                      Optional.empty(),
                      details.put("by", author()))));
    }

    private PublishGuard guard() {
      return proposal ->
          replay()
              .compose(
                  replay ->
                      ReplayWiring.guard(config, replay, true, ReplayWiring.MOST).judge(proposal));
    }
  }

  /** For texts; needs no database. */
  MappingCompiler compiler() {
    return Scripts.compiler(option.read(BrokerConfig::read).mappingBudget().each());
  }

  <T> T with(Function<Bench, Future<T>> work) {
    return with(option.read(BrokerConfig::read), Optional.empty(), USUAL, work);
  }

  /**
   * For work that reads recorded logins.
   *
   * @param most time that it may take
   */
  <T> T withKeys(Duration most, Function<Bench, Future<T>> work) {
    BrokerConfig config = option.read(BrokerConfig::read);
    return with(config, Optional.of(CommandKeys.master(option, config)), most, work);
  }

  private static <T> T with(
      BrokerConfig config,
      Optional<MasterKey> master,
      Duration most,
      Function<Bench, Future<T>> work) {
    return CommandDatabase.with(
        config.database(),
        Broker.SCHEMA,
        most,
        opened -> {
          ScriptPool scripts = new ScriptPool(opened.vertx(), "command", THREADS);
          return Future.succeededFuture(
                  new Bench(opened.vertx(), opened.database(), config, scripts, master))
              .compose(work)
              .eventually(scripts::close)
              .recover(failure -> Future.failedFuture(asSentence(failure)));
        });
  }

  private static Throwable asSentence(Throwable failure) {
    return failure instanceof LaboratoryException || failure instanceof ReplayBusy
        ? new StartupException(failure.getMessage(), failure)
        : failure;
  }

  /**
   * A change by the person at the terminal.
   *
   * @throws StartupException when the message says nothing, or too much
   */
  static Change change(String message) {
    try {
      return new Change(author(), message);
    } catch (LaboratoryException wrong) {
      throw new StartupException(wrong.getMessage(), wrong);
    }
  }

  /**
   * {@code cli:<unix user>}, as the system knows the process: no variable of its says otherwise.
   */
  static String author() {
    return "cli:" + ProcessHandle.current().info().user().orElse("unknown");
  }
}
