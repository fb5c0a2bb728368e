package io.tributary.broker.app;

import io.tributary.broker.account.AccountRepository;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.trace.TraceRepository;
import io.tributary.broker.trace.Traces;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.vertx.core.Future;
import java.time.Clock;

/**
 * Traces as commands read them, with the keys of the broker.
 *
 * @param by who runs the command, for the audit
 */
record TraceReading(Traces traces, Accounts accounts, String by) {

  /** One piece of work on them. */
  @FunctionalInterface
  interface Work<T> {
    Future<T> with(TraceReading reading);
  }

  static <T> T open(ConfigOption option, Work<T> work) {
    BrokerConfig config = option.read(BrokerConfig::read);
    MasterKey master = CommandKeys.master(option, config);
    return CommandDatabase.with(
        config.database(),
        Broker.SCHEMA,
        opened ->
            CommandKeys.open(opened, master)
                .map(
                    sealing -> {
                      String us = config.publicUrl().toString();
                      return new TraceReading(
                          new Traces(
                              opened.vertx(),
                              new TraceRepository(
                                  opened.database().relaxed(), opened.database().durable()),
                              Storage.accountKeys(opened.database(), sealing, us),
                              sealing.atRest(us, Storage.TRACE_SEAL),
                              Clock.systemUTC()),
                          new Accounts(
                              new AccountRepository(
                                  opened.database().durable(), opened.database().relaxed()),
                              config.privilegedRoles()),
                          MappingWork.author());
                    })
                .compose(work::with));
  }
}
