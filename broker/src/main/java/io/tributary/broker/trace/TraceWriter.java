package io.tributary.broker.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.db.CountedLosses;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps traces, in batches and off the way of logins: no login waits for it or fails by it. What is
 * lost is counted in {@code broker_trace_lost_total} and logged.
 *
 * <p>Sealed under the key of the account, and so unreadable once that is forgotten; while nobody
 * knows whose account it is, under a key of our own.
 */
public final class TraceWriter {
  /** What waits is held in memory with everything that was said of somebody. */
  private static final int QUEUE = 2_000;

  private final Vertx vertx;
  private final TraceRepository repository;
  private final AccountKeys keys;
  private final Sealer ownSeal;
  private final Redactions redactions;
  private final BatchWriter<TracePart> batches;

  public TraceWriter(
      Vertx vertx,
      TraceRepository repository,
      AccountKeys keys,
      Sealer ownSeal,
      Redactions redactions,
      MeterRegistry meters,
      Log log) {
    this(vertx, repository, keys, ownSeal, redactions, meters, log, QUEUE);
  }

  TraceWriter(
      Vertx vertx,
      TraceRepository repository,
      AccountKeys keys,
      Sealer ownSeal,
      Redactions redactions,
      MeterRegistry meters,
      Log log,
      int capacity) {
    this.vertx = vertx;
    this.repository = repository;
    this.keys = keys;
    this.ownSeal = ownSeal;
    this.redactions = redactions;
    this.batches =
        new BatchWriter<>(
            vertx,
            capacity,
            this::write,
            new CountedLosses("trace", "Traces of logins that were never written", meters, log));
  }

  /** Takes a part; returns at once. */
  public void add(TracePart part) {
    batches.add(part);
  }

  /** A later request belongs to a login: from its id, too, the trace is found. */
  public void follow(String requestId, String login, Instant at) {
    batches.add(
        new TracePart(
            login,
            List.of(requestId),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new TracePart.Ending(at, "none", "none", TracePart.Outcome.ISSUED, "none")));
  }

  /** Writes what waits. */
  public Future<Void> close() {
    return batches.close();
  }

  private Future<Void> write(List<TracePart> batch) {
    List<String> subjects =
        batch.stream().map(TracePart::subject).flatMap(Optional::stream).distinct().toList();
    return keys.toSeal(vertx, subjects)
        .compose(known -> vertx.executeBlocking(() -> sealed(batch, known.open()), false))
        .compose(rows -> repository.write(rows, batch));
  }

  /** Somebody who was forgotten in the meantime has no key, and no trace. */
  private List<TraceRepository.Stored> sealed(
      List<TracePart> batch, Map<String, DataKey> byPerson) {
    List<TraceRepository.Stored> rows = new ArrayList<>(batch.size());
    for (TracePart part : batch) {
      Optional<Sealer> seal =
          part.subject().isEmpty()
              ? Optional.of(ownSeal)
              : Optional.ofNullable(byPerson.get(part.subject().get()));
      if (!part.facts().isEmpty()) {
        seal.ifPresent(sealer -> rows.add(row(part, sealer)));
      }
    }
    return rows;
  }

  private TraceRepository.Stored row(TracePart part, Sealer sealer) {
    JsonObject json = TraceForm.write(part, redactions.veil(part.identity()));
    return new TraceRepository.Stored(
        part.login(),
        part.subject(),
        part.ending(),
        TraceForm.seal(json, sealer, part.login(), part.subject().orElse("")));
  }
}
