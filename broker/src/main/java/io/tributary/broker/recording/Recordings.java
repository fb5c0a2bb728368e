package io.tributary.broker.recording;

import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.account.KeyOwner;
import io.tributary.broker.account.SealedKeys;
import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer.SealBroken;
import io.tributary.broker.recording.RecordingRepository.Stored;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * The recorded logins, as whoever tries mappings reads them: in pages, so that their number does
 * not matter. Who may read, and that it is audited, is the caller's affair.
 */
public final class Recordings {
  private final RecordingRepository repository;
  private final AccountKeys keys;
  private final Clock clock;

  public Recordings(RecordingRepository repository, AccountKeys keys, Clock clock) {
    this.repository = repository;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Some recordings, still sealed: opening takes CPU time, and has its own thread.
   *
   * @param size how many, readable or not
   * @param last id of the last; empty when there are no more
   * @param open what to call on a worker: the readable ones
   */
  public record Page(int size, OptionalLong last, Callable<List<RecordedLogin>> open) {}

  /**
   * @param after id of the last of the page before, 0 for the first page
   */
  public Future<Page> page(long after, int limit, RecordingFilter filter) {
    return repository
        .page(after, limit, filter, clock.instant())
        .compose(
            rows ->
                keys.toOpen(rows.stream().map(row -> row.key().subject()).toList())
                    .map(known -> page(rows, known)));
  }

  private static Page page(List<Stored> rows, SealedKeys known) {
    OptionalLong last =
        rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(rows.get(rows.size() - 1).id());
    return new Page(rows.size(), last, () -> opened(rows, known.open()));
  }

  /** Without those of forgotten people, and those that somebody changed or moved. */
  private static List<RecordedLogin> opened(List<Stored> rows, Map<String, DataKey> byPerson) {
    List<RecordedLogin> logins = new ArrayList<>(rows.size());
    for (Stored row : rows) {
      DataKey key = byPerson.get(row.key().subject());
      if (key != null) {
        try {
          logins.add(RecordingSeal.open(key, row));
        } catch (SealBroken changed) {
          // Counted as unreadable by the difference to the page's size.
        }
      }
    }
    return logins;
  }

  /** How much there is of each upstream. */
  public Future<List<RecordingCount>> counts() {
    return repository.counts(clock.instant());
  }

  /** The account of a user name. */
  public Future<Optional<KeyOwner>> owner(String username) {
    return keys.named(username);
  }

  /** How many people {@link #people} will give, as far as is known now. */
  public Future<Long> countPeople(RecordingFilter filter) {
    return repository.people(filter, clock.instant());
  }

  /** A new reading of everybody who came through a provider. */
  public RecordedPeople people(RecordingFilter filter) {
    return new RecordedPeople(repository, keys, filter, clock.instant());
  }

  /**
   * The newest login of each of these local accounts at each application.
   *
   * @return what to call on a worker: by subject
   */
  public Future<Callable<Map<String, List<RecordedLogin>>>> ofLocal(
      List<String> subjects, Optional<String> client) {
    return repository
        .ofLocal(subjects, client, clock.instant())
        .compose(
            rows ->
                keys.owners(rows.stream().map(row -> row.key().subject()).toList())
                    .map(owners -> () -> bySubject(rows, owners)));
  }

  private Map<String, List<RecordedLogin>> bySubject(
      List<Stored> rows, Map<String, KeyOwner> owners) {
    Map<String, DataKey> byPerson = new HashMap<>();
    owners.forEach(
        (subject, owner) -> keys.open(owner).ifPresent(key -> byPerson.put(subject, key)));
    return opened(rows, byPerson).stream().collect(Collectors.groupingBy(RecordedLogin::subject));
  }

  public Future<Long> count(RecordingFilter filter) {
    return repository.count(filter, clock.instant());
  }

  /** Deletes them, also those that are still good. */
  public Future<Integer> purge(RecordingFilter filter) {
    return repository.purge(filter);
  }
}
