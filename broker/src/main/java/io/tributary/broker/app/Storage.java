package io.tributary.broker.app;

import io.tributary.broker.account.AccountKeyRepository;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.account.AccountRepository;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.account.LocalAccountRepository;
import io.tributary.broker.account.LocalAccounts;
import io.tributary.broker.account.LocalDirectory;
import io.tributary.broker.account.LocalLoginRepository;
import io.tributary.broker.admin.LoginListRepository;
import io.tributary.broker.audit.AuditBefore;
import io.tributary.broker.audit.AuditRepository;
import io.tributary.broker.audit.AuditWriter;
import io.tributary.broker.audit.PartitionRepository;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.SpentAssertionRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.laboratory.CanaryRepository;
import io.tributary.broker.laboratory.LaboratoryRepositories;
import io.tributary.broker.logout.DeliveryRepository;
import io.tributary.broker.recording.RecordingRepository;
import io.tributary.broker.recording.Redaction;
import io.tributary.broker.registration.RegistrationAssembly;
import io.tributary.broker.registration.RegistrationRepositories;
import io.tributary.broker.request.KeptRequestRepository;
import io.tributary.broker.session.SessionRepositories;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.ExpiredRowsRepository;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.token.RefreshFamilyRepository;
import io.tributary.broker.token.RevokedTokenRepository;
import io.tributary.broker.trace.Redactions;
import io.tributary.broker.trace.ReportIntake;
import io.tributary.broker.trace.ReportRepository;
import io.tributary.broker.trace.TraceRepository;
import io.tributary.broker.trace.TraceWriter;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Everything that stands on the database. */
record Storage(
    Clients clients,
    RegistrationAssembly registration,
    SpentAssertionRepository spentAssertions,
    Accounts accounts,
    AccountKeys accountKeys,
    LocalAccounts localAccounts,
    LocalDirectory directory,
    PasswordWorkers passwordWorkers,
    RecordingRepository recordings,
    CanaryRepository canaries,
    Sessions sessions,
    GrantRepository grants,
    AuthorizationCodeRepository codes,
    RefreshFamilyRepository families,
    RevokedTokenRepository revoked,
    TraceRepository traces,
    TraceWriter traceWriter,
    ReportIntake reports,
    KeptRequestRepository keptRequests,
    ExpiredRowsRepository expired,
    DeliveryRepository deliveries,
    Bell bell,
    AuditWriter audit,
    AuditBefore auditBefore,
    LoginListRepository loginList,
    PartitionRepository partitions) {
  /** Purpose of the key that seals traces of people who are not known. */
  static final String TRACE_SEAL = "trace";

  static AccountKeys accountKeys(Database database, SealingKeys sealing, String issuer) {
    return new AccountKeys(
        new AccountKeyRepository(database.durable()), sealing.atRest(issuer, "account-data-key"));
  }

  static Redaction redaction(BrokerConfig config, SealingKeys sealing) {
    return new Redaction(sealing.stableIds(config.publicUrl().toString(), "redaction"));
  }

  static Redactions redactions(BrokerConfig config, SealingKeys sealing) {
    return new Redactions(redaction(config, sealing), config.recordings());
  }

  static Storage of(
      Vertx vertx,
      BrokerConfig config,
      Database database,
      SealingKeys sealing,
      Log log,
      Metrics metrics,
      Clock clock) {
    Durable durable = database.durable();
    Relaxed relaxed = database.relaxed();
    Relaxed background = database.background();
    String us = config.publicUrl().toString();
    Bell bell = new Bell();
    PasswordWorkers workers = new PasswordWorkers(vertx, config.name());
    RegistrationAssembly registration =
        new RegistrationAssembly(
            RegistrationRepositories.of(durable, relaxed),
            RegistrationWiring.secrets(config, sealing),
            clock);
    AccountKeys accountKeys = accountKeys(database, sealing, us);
    TraceRepository traces = new TraceRepository(relaxed, durable);
    Redactions redactions = redactions(config, sealing);
    AuditRepository audit = new AuditRepository(relaxed);
    return new Storage(
        new Clients(
            AdminWiring.clients(config),
            registration.finder(RegistrationWiring.rules(config), log)),
        registration,
        new SpentAssertionRepository(durable),
        new Accounts(new AccountRepository(durable, relaxed), config.privilegedRoles()),
        accountKeys,
        new LocalAccounts(new LocalLoginRepository(durable, relaxed), workers, clock),
        new LocalDirectory(new LocalAccountRepository(durable, relaxed), workers),
        workers,
        new RecordingRepository(relaxed),
        LaboratoryRepositories.of(durable).canaries(),
        new Sessions(
            SessionRepositories.of(durable, relaxed, background),
            sealing.atRest(us, "session"),
            config.sessions(),
            clock,
            log,
            bell::ring),
        new GrantRepository(relaxed, durable),
        new AuthorizationCodeRepository(relaxed, durable),
        new RefreshFamilyRepository(durable),
        new RevokedTokenRepository(relaxed, durable),
        traces,
        new TraceWriter(
            vertx,
            traces,
            accountKeys,
            sealing.atRest(us, TRACE_SEAL),
            redactions,
            metrics.registry(),
            log),
        new ReportIntake(
            vertx,
            new ReportRepository(relaxed),
            accountKeys,
            sealing.atRest(us, TRACE_SEAL),
            redactions,
            metrics.registry(),
            log,
            clock),
        new KeptRequestRepository(relaxed),
        new ExpiredRowsRepository(background),
        new DeliveryRepository(relaxed),
        bell,
        new AuditWriter(vertx, audit, metrics.registry(), log),
        audit,
        new LoginListRepository(durable),
        new PartitionRepository(background));
  }
}
