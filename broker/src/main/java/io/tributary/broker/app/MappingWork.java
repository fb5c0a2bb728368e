package io.tributary.broker.app;

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
import io.tributary.broker.script.ScriptPool;
import io.tributary.platform.db.Database;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/** The mappings of a configuration, open for one piece of work of a command. */
final class MappingWork {
  private final ConfigOption option;

  MappingWork(ConfigOption option) {
    this.option = option;
  }

  /** Threads for tests and comparisons. */
  private static final int THREADS = 2;

  /** What a command may use while the database is open. */
  record Bench(Vertx vertx, Database database, BrokerConfig config, ScriptPool scripts) {
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
      return new Publishing(kept(), workbench(), MappingTester.on(scripts), guard());
    }

    Workbench workbench() {
      return new Workbench(vertx, Scripts.compiler(config.mappingBudget().each()));
    }

    private PublishGuard guard() {
      return PublishGuard.blind();
    }
  }

  /** For texts; needs no database. */
  MappingCompiler compiler() {
    return Scripts.compiler(option.read(BrokerConfig::read).mappingBudget().each());
  }

  <T> T with(Function<Bench, Future<T>> work) {
    BrokerConfig config = option.read(BrokerConfig::read);
    return CommandDatabase.with(
        config.database(),
        Broker.SCHEMA,
        opened -> {
          ScriptPool scripts = new ScriptPool(opened.vertx(), "command", THREADS);
          return Future.succeededFuture(
                  new Bench(opened.vertx(), opened.database(), config, scripts))
              .compose(work)
              .eventually(scripts::close)
              .recover(failure -> Future.failedFuture(asSentence(failure)));
        });
  }

  private static Throwable asSentence(Throwable failure) {
    return failure instanceof LaboratoryException refused
        ? new StartupException(refused.getMessage(), refused)
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
