package io.tributary.broker.trace;

import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.keys.DataKey;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.trace.TraceRepository.Stored;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traces, as whoever may read them does. That somebody read one is audited by the statement that
 * reads it; who may, is the caller's affair.
 */
public final class Traces {
  /** For whoever looks for a login by an id that none has. */
  public static final String NOT_FOUND =
      "no login has this id, or its day has been dropped. A request that came to no login, such as"
          + " one that was malformed, has no trace: its line is in the broker's log, where grep finds"
          + " it by this id.";

  private static final int PAGE = 200;

  /** A person's logins that a question looks at, the newest ones. */
  private static final int MOST_PAGES = 50;

  /** The clock of the node that wrote may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Vertx vertx;
  private final TraceRepository repository;
  private final AccountKeys keys;
  private final Sealer ownSeal;
  private final Clock clock;

  public Traces(
      Vertx vertx, TraceRepository repository, AccountKeys keys, Sealer ownSeal, Clock clock) {
    this.vertx = vertx;
    this.repository = repository;
    this.keys = keys;
    this.ownSeal = ownSeal;
    this.clock = clock;
  }

  /**
   * The trace of a login.
   *
   * @param id of the login, or of a request that belongs to it (an error page shows it)
   * @param by who reads it
   */
  public Future<Optional<LoginTrace>> find(String id, String by) {
    return repository
        .find(id, by, clock.instant())
        .compose(this::opened)
        .map(
            parts ->
                parts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LoginTrace(parts.get(0).login(), parts)));
  }

  /**
   * Why a person has something, or has it not.
   *
   * @param by who asks
   */
  public Future<WhyAnswer> why(WhyQuestion question, String by) {
    WhyWalk walk = new WhyWalk(question);
    return repository
        .asked(question.subject(), question.client(), question.value(), by, clock.instant())
        .compose(noted -> pages(question, walk, clock.instant().plus(AHEAD), MOST_PAGES))
        .map(walked -> walk.answer());
  }

  private Future<Void> pages(WhyQuestion question, WhyWalk walk, Instant before, int left) {
    return repository
        .page(question.subject(), before, question.client(), PAGE)
        .compose(
            rows ->
                opened(rows)
                    .compose(
                        parts -> {
                          parts.forEach(walk::see);
                          if (rows.size() < PAGE || left <= 1 || walk.isDone()) {
                            return Future.succeededFuture();
                          }
                          Instant next = rows.get(rows.size() - 1).ending().at();
                          return pages(question, walk, next, left - 1);
                        }));
  }

  /**
   * A person's latest logins, the newest first, for the person alone: who looks at their own is not
   * audited.
   *
   * @param most how many
   */
  public Future<List<LoginTrace>> own(String subject, int most) {
    return repository
        .page(subject, clock.instant().plus(AHEAD), Optional.empty(), PAGE)
        .compose(this::opened)
        .map(
            parts -> {
              Map<String, Deque<LoginTrace.Part>> byLogin = new LinkedHashMap<>();
              parts.forEach(
                  part ->
                      byLogin
                          .computeIfAbsent(part.login(), first -> new ArrayDeque<>())
                          .addFirst(part));
              return byLogin.entrySet().stream()
                  .limit(most)
                  .map(login -> new LoginTrace(login.getKey(), List.copyOf(login.getValue())))
                  .toList();
            });
  }

  /** One of a person's own logins; empty for that of anybody else. */
  public Future<Optional<LoginTrace>> own(String subject, String id) {
    return repository
        .own(id, subject)
        .compose(this::opened)
        .map(parts -> parts.isEmpty() ? Optional.empty() : Optional.of(new LoginTrace(id, parts)));
  }

  private Future<List<LoginTrace.Part>> opened(List<Stored> rows) {
    List<String> subjects =
        rows.stream().map(Stored::subject).flatMap(Optional::stream).distinct().toList();
    return keys.toOpen(subjects)
        .compose(known -> vertx.executeBlocking(() -> opened(rows, known.open()), false));
  }

  private List<LoginTrace.Part> opened(List<Stored> rows, Map<String, DataKey> byPerson) {
    return rows.stream().map(row -> opened(row, byPerson)).toList();
  }

  private LoginTrace.Part opened(Stored row, Map<String, DataKey> byPerson) {
    Optional<Sealer> sealer =
        row.subject().isEmpty()
            ? Optional.of(ownSeal)
            : Optional.ofNullable(byPerson.get(row.subject().get()));
    return new LoginTrace.Part(
        row.id(),
        row.ending().at(),
        row.subject(),
        row.ending().upstream(),
        row.ending().client(),
        row.ending().outcome(),
        row.ending().error(),
        sealer.flatMap(key -> content(row, key)));
  }

  private static Optional<JsonObject> content(Stored row, Sealer key) {
    try {
      return Optional.of(TraceForm.open(row.sealed(), key, row.id(), row.subject().orElse("")));
    } catch (Sealer.SealBroken changed) {
      return Optional.empty();
    }
  }
}
