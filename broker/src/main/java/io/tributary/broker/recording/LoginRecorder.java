package io.tributary.broker.recording;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.claims.MappedLogin;
import io.tributary.broker.keys.DataKey;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.db.CountedLosses;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps logins of the upstreams that are recorded, in batches and off their way. What is lost is
 * counted in {@code broker_recording_lost_total} and logged; no login waits for it or fails by it.
 */
public final class LoginRecorder implements MappedLogin.Listener {
  /** What waits is held in memory with everything that was said of somebody. */
  private static final int QUEUE = 1_000;

  private final Vertx vertx;
  private final Map<String, RecordingConfig> recorded;
  private final Redaction redaction;
  private final AccountKeys keys;
  private final RecordingRepository repository;
  private final Clock clock;
  private final BatchWriter<Waiting> batches;

  private record Waiting(MappedLogin login, String subject, Instant at, RecordingConfig config) {
    RecordingRepository.Key key() {
      return new RecordingRepository.Key(
          login.identity().upstream(),
          login.identity().issuer(),
          login.identity().sub(),
          login.client().id(),
          subject);
    }
  }

  public LoginRecorder(
      Vertx vertx,
      RecordingRepository repository,
      AccountKeys keys,
      Redaction redaction,
      List<RecordingConfig> recorded,
      MeterRegistry meters,
      Log log,
      Clock clock) {
    this.vertx = vertx;
    this.recorded =
        recorded.stream().collect(Collectors.toMap(RecordingConfig::upstream, one -> one));
    this.redaction = redaction;
    this.keys = keys;
    this.repository = repository;
    this.clock = clock;
    this.batches =
        new BatchWriter<>(
            vertx,
            QUEUE,
            this::write,
            new CountedLosses(
                "recording", "Recordings of logins that were never written", meters, log));
  }

  @Override
  public void mapped(MappedLogin login) {
    RecordingConfig config = recorded.get(login.identity().upstream());
    if (config != null && login.subject().isPresent()) {
      batches.add(new Waiting(login, login.subject().get(), clock.instant(), config));
    }
  }

  /** Writes what waits. */
  public Future<Void> close() {
    return batches.close();
  }

  /** Of several logins of one person at one application within a batch, the last one stands. */
  private Future<Void> write(List<Waiting> batch) {
    Map<RecordingRepository.Key, Waiting> newest = new LinkedHashMap<>();
    batch.forEach(waiting -> newest.put(waiting.key(), waiting));
    List<String> subjects = newest.values().stream().map(Waiting::subject).toList();
    return keys.toSeal(vertx, subjects)
        .compose(known -> vertx.executeBlocking(() -> sealed(newest, known.open()), false))
        .compose(
            rows ->
                repository.write(
                    List.copyOf(rows.keySet()),
                    rows.values().stream().map(config -> config.last()).toList()));
  }

  /** Somebody who was forgotten in the meantime has no key, and no recording. */
  private Map<RecordingRepository.Stored, RecordingConfig> sealed(
      Map<RecordingRepository.Key, Waiting> logins, Map<String, DataKey> byPerson) {
    Map<RecordingRepository.Stored, RecordingConfig> rows = new LinkedHashMap<>();
    for (Map.Entry<RecordingRepository.Key, Waiting> entry : logins.entrySet()) {
      Waiting waiting = entry.getValue();
      DataKey key = byPerson.get(waiting.subject());
      if (key != null) {
        rows.put(
            RecordingSeal.seal(
                key, entry.getKey(), content(waiting), waiting.at(), waiting.config().keep()),
            waiting.config());
      }
    }
    return rows;
  }

  private RecordingJson.Content content(Waiting waiting) {
    Redacted redacted = redaction.redacted(waiting.login().identity(), waiting.config().redact());
    return new RecordingJson.Content(
        redacted.identity(), waiting.login().client(), waiting.login().scopes(), redacted.names());
  }
}
