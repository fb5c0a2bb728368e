package io.tributary.broker.login;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.upstream.UpstreamLogin;
import io.tributary.platform.protocol.RandomToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One person on the way from an authorization request to its response. It lives in a sealed cookie,
 * so that an anonymous visitor writes nothing to the database, and is spent once.
 *
 * @param login id of its trace: the same from the first request to the last
 * @param requests ids of the requests it has passed, the first and the latest ones
 * @param id begins with the time of its start, so that the oldest of several is known by name
 * @param chosen upstream, or {@code local}, that the person picked
 * @param pending the login that is under way at an upstream
 * @param consented the person has just agreed: proof for {@code prompt=consent}; never kept in the
 *     cookie
 * @param authenticated hash of the session that this very request made (base64url): proof for
 *     {@code prompt=login} and {@code max_age}
 * @param tried the last password, which was not accepted
 */
public record LoginAttempt(
    String id,
    String login,
    List<String> requests,
    Instant startedAt,
    ValidRequest request,
    Optional<String> chosen,
    Optional<UpstreamLogin> pending,
    Optional<String> authenticated,
    boolean consented,
    Optional<FailedTry> tried) {
  /** How long a person may take. */
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final int MOST_REQUESTS = 4;

  static LoginAttempt begin(ValidRequest request, Instant now) {
    return new LoginAttempt(
        newId(now),
        RandomToken.bits128(),
        List.of(),
        now,
        request,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  LoginAttempt choose(String way) {
    return new LoginAttempt(
        id,
        login,
        requests,
        startedAt,
        request,
        Optional.of(way),
        Optional.empty(),
        authenticated,
        false,
        tried.filter(failed -> way.equals(Identity.LOCAL)));
  }

  LoginAttempt failed(FailedTry failed) {
    return new LoginAttempt(
        id,
        login,
        requests,
        startedAt,
        request,
        chosen,
        pending,
        authenticated,
        false,
        Optional.of(failed));
  }

  LoginAttempt goneUpstream(UpstreamLogin gone) {
    return new LoginAttempt(
        id,
        login,
        requests,
        startedAt,
        request,
        Optional.of(gone.upstream()),
        Optional.of(gone),
        authenticated,
        false,
        Optional.empty());
  }

  /**
   * The rest of the way after a session was made. The old id is spent; what follows has one of its
   * own.
   */
  LoginAttempt authenticatedBy(String sessionHash, Instant now) {
    return new LoginAttempt(
        newId(now),
        login,
        requests,
        startedAt,
        request,
        chosen,
        Optional.empty(),
        Optional.of(sessionHash),
        false,
        Optional.empty());
  }

  /** The person agreed to what was shown. */
  LoginAttempt agreed() {
    return new LoginAttempt(
        id, login, requests, startedAt, request, chosen, pending, authenticated, true, tried);
  }

  /** It passed this request. Of many the first and the latest are known: a cookie is small. */
  LoginAttempt seen(String requestId) {
    if (requests.contains(requestId)) {
      return this;
    }
    List<String> passed = new ArrayList<>(requests);
    passed.add(requestId);
    if (passed.size() > MOST_REQUESTS) {
      passed.remove(1);
    }
    return new LoginAttempt(
        id,
        login,
        List.copyOf(passed),
        startedAt,
        request,
        chosen,
        pending,
        authenticated,
        consented,
        tried);
  }

  Instant expiresAt() {
    return startedAt.plus(LIFE);
  }

  private static String newId(Instant now) {
    return Long.toString(now.getEpochSecond(), 36) + "-" + RandomToken.bits128();
  }
}
