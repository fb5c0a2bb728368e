package io.tributary.broker.session;

import io.tributary.broker.identity.IdentityJson;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.Sealer.SealBroken;
import io.tributary.broker.session.SessionEndingRepository.Ended;
import io.tributary.broker.session.SessionRepository.Person;
import io.tributary.broker.session.SessionRepository.Stored;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Single sign-on sessions. Each begins by spending a login attempt, under a new random id that no
 * browser can choose; beginning and ending are durable, reading and the sign of life are not.
 */
public final class Sessions {
  /** Rows stay this long after their time: clocks of two nodes differ. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** A login may be on its way for ten minutes; clocks of two nodes differ. */
  private static final Duration NOTED = Duration.ofMinutes(15);

  private static final int SWEEP_BATCH = 1000;

  private final SessionRepository repository;
  private final SessionEndingRepository endings;
  private final SpentAttemptRepository attempts;
  private final Sealer sealer;
  private final SessionLifetimes lifetimes;
  private final Clock clock;
  private final Log log;
  private final Runnable ended;

  /**
   * @param sealer for data at rest
   * @param ended called when clients may have to hear that a session has ended; it must not fail
   */
  public Sessions(
      SessionRepositories repositories,
      Sealer sealer,
      SessionLifetimes lifetimes,
      Clock clock,
      Log log,
      Runnable ended) {
    this.repository = repositories.sessions();
    this.endings = repositories.endings();
    this.attempts = repositories.attempts();
    this.sealer = sealer;
    this.lifetimes = lifetimes;
    this.clock = clock;
    this.log = log;
    this.ended = ended;
  }

  /**
   * To be called once at start: begins the list of spent attempts where there is none. Until then
   * every attempt is refused.
   */
  public Future<Void> prepare() {
    return attempts.beginList();
  }

  /**
   * Spends the attempt and begins a session in one durable statement.
   *
   * @param previous value of the browser's present session cookie: that session ends, whoever it
   *     belongs to; its clients are told when that is somebody else
   * @return nothing, and nothing is written, when the attempt was spent before or is older than the
   *     list of spent ones; nothing, and the attempt is spent, when the account was disabled or the
   *     upstream said since the attempt began that its session has ended
   */
  public Future<Optional<StartedSession>> start(
      LoginAttemptUse attempt, NewSession wanted, Optional<String> previous, String requestId) {
    String value = RandomToken.bits256();
    byte[] idHash = Digests.sha256(value);
    // As the database keeps it.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant expiresAt = now.plus(lifetimes.absolute());
    return repository
        .start(
            attempt,
            now,
            previous.filter(SessionCookie::wellFormed).map(Digests::sha256),
            requestId,
            wanted,
            idHash,
            sealer.seal(IdentityJson.write(wanted.identity()), context(idHash, "identity")),
            wanted.upstreamIdToken().map(token -> seal(token, idHash)),
            expiresAt,
            RandomToken.bits128())
        .onSuccess(person -> previous.ifPresent(there -> ended.run()))
        .map(
            person ->
                person.map(
                    whose ->
                        new StartedSession(value, begun(idHash, whose, wanted, now, expiresAt))));
  }

  private static Session begun(
      byte[] idHash, Person whose, NewSession wanted, Instant now, Instant expiresAt) {
    return new Session(
        Digests.base64Url(idHash),
        whose.account(),
        whose.privileged(),
        wanted.identity(),
        wanted.upstreamSid(),
        wanted.authTime().truncatedTo(ChronoUnit.MICROS),
        wanted.acr(),
        wanted.amr(),
        now,
        expiresAt);
  }

  /**
   * Spends an attempt that makes no session.
   *
   * @return whether this was its first use
   */
  public Future<Boolean> spend(LoginAttemptUse attempt) {
    return attempts.spend(attempt);
  }

  /** The live session of a cookie; one statement. */
  public Future<Optional<Session>> find(String cookieValue) {
    if (!SessionCookie.wellFormed(cookieValue)) {
      return Future.succeededFuture(Optional.empty());
    }
    return repository
        .find(Digests.sha256(cookieValue), clock.instant(), lifetimes)
        .map(stored -> stored.flatMap(this::open));
  }

  /**
   * Ends a session durably.
   *
   * @param id {@link Session#id()}
   * @param reason for the audit: a word of our own such as {@code logout}
   * @return nothing when there is none or it has ended already
   */
  public Future<Optional<EndedSession>> end(String id, String reason, String requestId) {
    byte[] idHash;
    try {
      idHash = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException notAnId) {
      return Future.succeededFuture(Optional.empty());
    }
    String ending = RandomToken.bits128();
    return endings
        .end(idHash, clock.instant(), reason, requestId, ending)
        .onSuccess(row -> row.ifPresent(found -> ended.run()))
        .map(row -> row.map(found -> ended(idHash, ending, found)));
  }

  /**
   * Ends the sessions that an upstream says have ended there, and spends its notice, in one durable
   * statement; a login that is on its way from that session begins none.
   *
   * @return how many have ended; nothing when the notice was used before, or is older than the list
   *     of used ones
   */
  public Future<Optional<Integer>> endUpstream(
      LoginAttemptUse notice, UpstreamSession meant, String requestId) {
    Instant now = clock.instant();
    return endings
        .note(notice.id(), meant, now, later(notice.expiresAt(), now.plus(NOTED)))
        .compose(noted -> endings.endUpstream(notice, meant, now, requestId, RandomToken.bits128()))
        .onSuccess(count -> count.filter(some -> some > 0).ifPresent(some -> ended.run()));
  }

  /** Sessions that are neither ended nor expired. */
  public Future<Long> count() {
    return repository.count(clock.instant());
  }

  /**
   * Removes a bounded batch of sessions that are over, and one of spent attempts and of endings
   * that nobody could use any more; tells how many rows went.
   */
  public Future<Integer> sweep() {
    Instant now = clock.instant();
    Instant before = now.minus(MARGIN);
    return repository
        .sweep(before, SWEEP_BATCH)
        .compose(over -> attempts.sweep(before, SWEEP_BATCH).map(spent -> over + spent))
        .compose(gone -> endings.sweep(now, SWEEP_BATCH).map(notes -> gone + notes));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private EndedSession ended(byte[] idHash, String ending, Ended row) {
    return new EndedSession(
        Digests.base64Url(idHash),
        ending,
        row.subject(),
        row.upstream(),
        row.upstreamIssuer(),
        row.upstreamSid(),
        row.sealedIdToken().flatMap(bytes -> openToken(bytes.getBytes(), idHash)),
        row.participants());
  }

  /** A session whose identity cannot be opened is none: the person logs in again. */
  private Optional<Session> open(Stored stored) {
    byte[] idHash = stored.idHash().getBytes();
    try {
      byte[] identity =
          sealer.open(stored.sealedIdentity().getBytes(), context(idHash, "identity"));
      return Optional.of(
          new Session(
              Digests.base64Url(idHash),
              stored.person().account(),
              stored.person().privileged(),
              IdentityJson.read(identity),
              stored.upstreamSid(),
              stored.authTime(),
              stored.acr(),
              stored.amr(),
              stored.createdAt(),
              stored.expiresAt()));
    } catch (SealBroken broken) {
      log.warn("session.unreadable").with("session", Digests.base64Url(idHash)).write();
      return Optional.empty();
    }
  }

  private byte[] seal(String token, byte[] idHash) {
    return sealer.seal(token.getBytes(StandardCharsets.UTF_8), context(idHash, "id_token"));
  }

  private Optional<String> openToken(byte[] token, byte[] idHash) {
    try {
      byte[] opened = sealer.open(token, context(idHash, "id_token"));
      return Optional.of(new String(opened, StandardCharsets.UTF_8));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }

  /** A sealed value opens in its own row and column only. */
  private static String context(byte[] idHash, String column) {
    return "session:" + column + ":" + Digests.base64Url(idHash);
  }
}
