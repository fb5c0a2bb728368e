package io.tributary.broker.admin;

import io.tributary.broker.admin.ConsoleCookies.Entered;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.session.Session;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.GrantRepository;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Whether a request to the console is an administrator's. Nothing is believed that was true a
 * moment ago: each time the session, the account and what the console was given are read, and the
 * roles are judged again.
 */
public final class ConsoleDoor {
  private final ConsoleCookies cookies;
  private final SessionCookie sessionCookie;
  private final Sessions sessions;
  private final GrantRepository grants;
  private final AdministrationConfig administration;
  private final String issuer;

  /**
   * @param issuer identifier of the root issuer
   */
  public ConsoleDoor(
      ConsoleCookies cookies,
      SessionCookie sessionCookie,
      Sessions sessions,
      GrantRepository grants,
      AdministrationConfig administration,
      String issuer) {
    this.cookies = cookies;
    this.sessionCookie = sessionCookie;
    this.sessions = sessions;
    this.grants = grants;
    this.administration = administration;
    this.issuer = issuer;
  }

  /**
   * The administrator, with at least one permission or none: nothing when nobody is signed in here.
   * The console's cookie counts only beside the cookie of the very session that it was made in.
   */
  Future<Optional<Administrator>> enter(RoutingContext context) {
    Optional<Entered> entered = cookies.entered(context);
    if (entered.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return session(context)
        .compose(
            session ->
                session
                    .filter(found -> found.id().equals(entered.get().session()))
                    .map(found -> administrator(found, entered.get()))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Administrator>> administrator(Session session, Entered entered) {
    return grant(session)
        .map(
            found ->
                found
                    .filter(grant -> grant.id().equals(entered.grant()))
                    .filter(grant -> !session.account().disabled())
                    .map(grant -> administrator(session, grant)));
  }

  Administrator administrator(Session session, Grant grant) {
    return new Administrator(
        session.subject(),
        session.username(),
        session.id(),
        grant.id(),
        administration.of(grant.claims()));
  }

  /** The live single sign-on session of this browser. */
  Future<Optional<Session>> session(RoutingContext context) {
    return sessionCookie
        .read(context)
        .map(sessions::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** What the console was given in a session. */
  Future<Optional<Grant>> grant(Session session) {
    return grants.find(Buffer.buffer(session.idHash()), ConsoleClient.ID, issuer);
  }

  /** Its next sign-in maps the person's rights anew. */
  Future<Void> forget(String grant) {
    return grants.revoke(grant);
  }
}
