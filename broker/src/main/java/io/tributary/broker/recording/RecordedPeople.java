package io.tributary.broker.recording;

import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.account.KeyOwner;
import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer.SealBroken;
import io.tributary.broker.recording.RecordingRepository.Stored;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Everybody of whom logins through providers are recorded, ordered by provider and by their id
 * there, some at a time; a person is never in two batches. One reading, by one reader. Local
 * accounts are not among them: what they would say now is known better than what they said.
 */
public final class RecordedPeople {
  /** Rows of one statement: with what stands in them a megabyte or so. */
  private static final int ROWS = 500;

  private final RecordingRepository repository;
  private final AccountKeys keys;
  private final RecordingFilter filter;
  private final Instant now;

  /** The last row that was read; its person may have more. */
  private Optional<Stored> last = Optional.empty();

  private Optional<SealedPerson> held = Optional.empty();
  private boolean ended;

  RecordedPeople(
      RecordingRepository repository, AccountKeys keys, RecordingFilter filter, Instant now) {
    this.repository = repository;
    this.keys = keys;
    this.filter = filter;
    this.now = now;
  }

  /**
   * Some of them, still sealed: opening takes CPU time, and has its own thread.
   *
   * @param size how many people, also forgotten ones
   * @param open what to call on a worker: those that are not forgotten, each opened when it is
   *     asked for, so that only one is in memory
   */
  public record Batch(int size, Callable<Stream<RecordedPerson>> open) {}

  /** The next ones; empty when there are no more. To be called again when it is complete. */
  public Future<Optional<Batch>> next() {
    if (ended) {
      return Future.succeededFuture(Optional.empty());
    }
    return repository
        .byPerson(last, ROWS, filter, now)
        .compose(
            rows -> {
              List<SealedPerson> whole = whole(rows);
              return whole.isEmpty() ? next() : batch(whole).map(Optional::of);
            });
  }

  /** All but the last person of a full page: the next page may begin with more of their rows. */
  private List<SealedPerson> whole(List<Stored> rows) {
    List<SealedPerson> people = new ArrayList<>();
    held.ifPresent(people::add);
    for (Stored row : rows) {
      if (people.isEmpty() || !people.get(people.size() - 1).isOf(row.key())) {
        people.add(new SealedPerson(row.key()));
      }
      people.get(people.size() - 1).add(row);
    }
    ended = rows.size() < ROWS;
    held = Optional.empty();
    if (!ended) {
      last = Optional.of(rows.get(rows.size() - 1));
      held = Optional.of(people.remove(people.size() - 1));
    }
    return people;
  }

  private Future<Batch> batch(List<SealedPerson> people) {
    List<String> subjects =
        people.stream()
            .flatMap(person -> person.rows().stream())
            .map(row -> row.key().subject())
            .distinct()
            .toList();
    return keys.owners(subjects)
        .map(owners -> new Batch(people.size(), () -> opened(people, owners)));
  }

  private Stream<RecordedPerson> opened(List<SealedPerson> people, Map<String, KeyOwner> owners) {
    Map<String, DataKey> opened = new HashMap<>();
    owners.forEach((subject, owner) -> keys.open(owner).ifPresent(key -> opened.put(subject, key)));
    return people.stream()
        .filter(person -> owners.containsKey(person.subject()))
        .map(person -> opened(person, owners.get(person.subject()), opened));
  }

  private static RecordedPerson opened(
      SealedPerson person, KeyOwner owner, Map<String, DataKey> keys) {
    List<RecordedLogin> logins = new ArrayList<>();
    int unreadable = 0;
    for (Stored row : person.rows()) {
      DataKey key = keys.get(row.key().subject());
      try {
        if (key == null) {
          unreadable++;
        } else {
          logins.add(RecordingSeal.open(key, row));
        }
      } catch (SealBroken changed) {
        unreadable++;
      }
    }
    RecordingRepository.Key key = person.key();
    return new RecordedPerson(key.upstream(), key.issuer(), key.sub(), owner, logins, unreadable);
  }
}
