package io.tributary.broker.logout;

import io.tributary.broker.keys.Sealer;
import io.tributary.broker.session.EndedSession;
import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.Participant;
import io.tributary.broker.session.Session;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Ends sessions, in this order: ours first, then the upstream's, then the client. If the upstream
 * never returns, the person is logged out here already.
 */
final class LogoutSteps {
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Upstreams upstreams;
  private final FederationPaths paths;
  private final Sealer stateSealer;
  private final LogoutReceipts receipts;
  private final Clock clock;

  LogoutSteps(
      Sessions sessions,
      SessionCookie cookie,
      Upstreams upstreams,
      FederationPaths paths,
      Sealer stateSealer,
      LogoutReceipts receipts,
      Clock clock) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.upstreams = upstreams;
    this.paths = paths;
    this.stateSealer = stateSealer;
    this.receipts = receipts;
    this.clock = clock;
  }

  Future<Optional<Session>> current(RoutingContext context) {
    return cookie
        .read(context)
        .map(sessions::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /**
   * What is left to do when a session has ended.
   *
   * @param participants clients of that session
   * @param upstream the upstream's logout, where there is one
   * @param status our page of who has heard of it
   */
  record Farewell(List<Participant> participants, Optional<URI> upstream, Optional<String> status) {
    static final Farewell NOTHING = new Farewell(List.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Ends the browser's session.
   *
   * @param goOn the client's address
   */
  Future<Farewell> end(RoutingContext context, Session session, Optional<String> goOn) {
    cookie.clear(context);
    return sessions
        .end(session.id(), "logout", RequestInfo.of(context).id())
        .compose(
            ended ->
                ended
                    .map(over -> farewell(over, goOn))
                    .orElseGet(() -> Future.succeededFuture(Farewell.NOTHING)));
  }

  private Future<Farewell> farewell(EndedSession ended, Optional<String> goOn) {
    Optional<String> status = receipts.address(ended);
    return upstreamLogout(ended, goOn, status)
        .map(upstream -> new Farewell(ended.participants(), upstream, status));
  }

  /**
   * What the upstream brings back.
   *
   * @return where to go on; nothing also when the state was used before
   */
  Future<Optional<String>> returned(String upstream, Optional<String> state) {
    Optional<LogoutReturn> found =
        state.flatMap(value -> LogoutReturn.open(value, upstream, stateSealer, clock));
    if (found.isEmpty() || found.get().address().isEmpty()) {
      // Our own page may be looked at again.
      return Future.succeededFuture(found.flatMap(LogoutReturn::status));
    }
    LogoutReturn back = found.get();
    return sessions
        .spend(new LoginAttemptUse(back.id(), back.issuedAt(), back.expiresAt()))
        .map(first -> back.address().filter(address -> first));
  }

  private Future<Optional<URI>> upstreamLogout(
      EndedSession ended, Optional<String> goOn, Optional<String> status) {
    return upstreams
        .find(ended.upstream())
        .map(
            upstream ->
                upstream.endSession(
                    ended.upstreamIdToken(),
                    paths.logoutCallback(upstream.name()),
                    LogoutReturn.to(goOn, status, upstream.name(), clock.instant())
                        .seal(stateSealer)))
        .orElseGet(LogoutSteps::none);
  }

  private static Future<Optional<URI>> none() {
    return Future.succeededFuture(Optional.empty());
  }
}
