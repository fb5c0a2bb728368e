package io.tributary.broker.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.trace.ReportMeters.Outcome;
import io.tributary.broker.trace.TraceRepository.Stored;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes what applications say they did with logins and adds it to the traces, off the way of
 * whoever says it: nobody is told, by the answer or its time, whether there is such a login.
 *
 * <p>A report may come before the trace of its login is written. It waits some seconds for it, and
 * is given up then.
 */
public final class ReportIntake {
  /** How long after a login something may be said of it. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** Together, in every state. */
  static final int MOST = 2_000;

  /** A trace that waits for the database longer than this finds its report gone. */
  private static final int TRIES = 8;

  private static final long RETRY_MS = 1_000;

  private final Vertx vertx;
  private final ReportRepository repository;
  private final AccountKeys keys;
  private final Sealer ownSeal;
  private final Redactions redactions;
  private final ReportMeters meters;
  private final Clock clock;
  private final BatchWriter<Waiting> batches;
  private final AtomicInteger held = new AtomicInteger();
  private volatile boolean closed;

  private record Waiting(
      String handle, String client, ApplicationReport report, Instant at, int tries) {
    Waiting again() {
      return new Waiting(handle, client, report, at, tries + 1);
    }
  }

  public ReportIntake(
      Vertx vertx,
      ReportRepository repository,
      AccountKeys keys,
      Sealer ownSeal,
      Redactions redactions,
      MeterRegistry registry,
      Log log,
      Clock clock) {
    this.vertx = vertx;
    this.repository = repository;
    this.keys = keys;
    this.ownSeal = ownSeal;
    this.redactions = redactions;
    this.meters = new ReportMeters(registry);
    this.clock = clock;
    this.batches =
        new BatchWriter<>(
            vertx,
            MOST,
            this::write,
            new BatchWriter.Losses() {
              @Override
              public void waiting(int reports) {
                log.warn("login_report.waiting").with("reports", reports).write();
              }

              @Override
              public void lost(int reports, Throwable cause) {
                done(Outcome.LOST, reports);
                log.warn("login_report.lost").with("reports", reports).cause(cause).write();
              }
            });
  }

  /**
   * Takes a report; returns at once.
   *
   * @param issuer exact identifier of the one whose id_token has the {@code sid}
   * @param client that has proven to be it
   */
  public void take(String issuer, String client, ApplicationReport report) {
    if (held.incrementAndGet() > MOST) {
      done(Outcome.LOST, 1);
      return;
    }
    batches.add(
        new Waiting(
            LoginHandle.of(issuer, client, report.sid()), client, report, clock.instant(), 1));
  }

  /** Writes what can be written; what waits for its trace is lost. */
  public Future<Void> close() {
    closed = true;
    return batches.close();
  }

  private void done(Outcome outcome, int reports) {
    held.addAndGet(-reports);
    meters.count(outcome, reports);
  }

  private Future<Void> write(List<Waiting> batch) {
    List<String> handles = batch.stream().map(Waiting::handle).distinct().toList();
    return repository
        .logins(handles, clock.instant().minus(WINDOW))
        .compose(
            logins -> {
              List<Waiting> known =
                  batch.stream().filter(waiting -> logins.containsKey(waiting.handle())).toList();
              return keep(known, logins)
                  .onSuccess(
                      kept ->
                          batch.stream()
                              .filter(waiting -> !logins.containsKey(waiting.handle()))
                              .forEach(this::later));
            });
  }

  private void later(Waiting waiting) {
    if (waiting.tries() >= TRIES) {
      done(Outcome.UNMATCHED, 1);
    } else if (closed) {
      done(Outcome.LOST, 1);
    } else {
      vertx.setTimer(RETRY_MS, passed -> again(waiting));
    }
  }

  private void again(Waiting waiting) {
    if (closed) {
      done(Outcome.LOST, 1);
    } else {
      batches.add(waiting.again());
    }
  }

  private Future<Void> keep(List<Waiting> known, Map<String, Stored> logins) {
    if (known.isEmpty()) {
      return Future.succeededFuture();
    }
    List<String> subjects =
        logins.values().stream().map(Stored::subject).flatMap(Optional::stream).distinct().toList();
    return keys.toOpen(subjects)
        .compose(found -> vertx.executeBlocking(() -> rows(known, logins, found.open()), false))
        .compose(
            rows ->
                repository
                    .keep(rows)
                    .onSuccess(
                        kept -> {
                          done(Outcome.KEPT, kept);
                          done(Outcome.REPEATED, rows.size() - kept);
                          done(Outcome.UNMATCHED, known.size() - rows.size());
                        }))
        .mapEmpty();
  }

  /** Of somebody who was forgotten in the meantime nothing is written any more. */
  private List<Stored> rows(
      List<Waiting> known, Map<String, Stored> logins, Map<String, DataKey> byPerson) {
    List<Stored> rows = new ArrayList<>(known.size());
    for (Waiting waiting : known) {
      Stored login = logins.get(waiting.handle());
      Optional<Sealer> sealer =
          login.subject().isEmpty()
              ? Optional.of(ownSeal)
              : Optional.ofNullable(byPerson.get(login.subject().get()));
      sealer
          .filter(key -> login.ending().client().equals(waiting.client()))
          .flatMap(key -> row(waiting, login, key))
          .ifPresent(rows::add);
    }
    return rows;
  }

  private Optional<Stored> row(Waiting waiting, Stored login, Sealer key) {
    String subject = login.subject().orElse("");
    try {
      ReportVeil veil = redactions.over(TraceForm.open(login.sealed(), key, login.id(), subject));
      JsonObject fact = ApplicationFact.of(waiting.report(), waiting.client(), waiting.at(), veil);
      String error =
          waiting.report().outcome() == ApplicationReport.Outcome.DENIED ? "denied" : "none";
      return Optional.of(
          new Stored(
              login.id(),
              login.subject(),
              new TracePart.Ending(
                  login.ending().at(),
                  login.ending().upstream(),
                  login.ending().client(),
                  TracePart.Outcome.REPORTED,
                  error),
              TraceForm.seal(TraceForm.of(fact), key, login.id(), subject)));
    } catch (Sealer.SealBroken changed) {
      return Optional.empty();
    }
  }
}
