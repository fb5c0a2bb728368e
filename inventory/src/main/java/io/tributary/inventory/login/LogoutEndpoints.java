package io.tributary.inventory.login;

import io.tributary.inventory.page.Pages;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.LoginMethod;
import io.tributary.inventory.session.SessionRepository;
import io.tributary.inventory.session.Visitor;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.relyingparty.RelyingParty;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/**
 * {@code /logout/}: GET asks (a link elsewhere must not log anybody out), POST ends our session for
 * good and then leads to the provider's logout (OpenID Connect RP-Initiated Logout §2). Should the
 * provider be down, one is logged out here all the same.
 */
public final class LogoutEndpoints {
  static final String PATH = "/logout/";

  private final Gate gate;
  private final Pages pages;
  private final LoginPages loginPages;
  private final SessionRepository sessions;
  private final Optional<RelyingParty> provider;
  private final URI postLogoutUri;
  private final Log log;

  /**
   * @param postLogoutUri the login page, as registered at the provider
   */
  public LogoutEndpoints(
      Gate gate,
      Pages pages,
      LoginPages loginPages,
      SessionRepository sessions,
      Optional<RelyingParty> provider,
      URI postLogoutUri,
      Log log) {
    this.gate = gate;
    this.pages = pages;
    this.loginPages = loginPages;
    this.sessions = sessions;
    this.provider = provider;
    this.postLogoutUri = postLogoutUri;
    this.log = log;
  }

  public void mount(Router router) {
    router.get(PATH).handler(gate.guard(this::ask));
    router.post(PATH).handler(gate.guard(this::logout));
  }

  private Future<Void> ask(RoutingContext context) {
    return gate.visitor(context)
        .map(
            found -> {
              if (found.isEmpty()) {
                signedOut(context, 302);
                return null;
              }
              Visitor visitor = found.get();
              pages.send(
                  context,
                  200,
                  new LogoutView("Log out?", Optional.of(visitor.form(PATH)), Optional.empty()),
                  gate.frame(context, visitor));
              return null;
            });
  }

  private Future<Void> logout(RoutingContext context) {
    return gate.visitor(context)
        .compose(
            found -> {
              if (found.isEmpty()) {
                signedOut(context, 303);
                return Future.succeededFuture();
              }
              gate.checkForm(context, found.get());
              return end(context, found.get());
            });
  }

  private Future<Void> end(RoutingContext context, Visitor visitor) {
    return sessions
        .end(visitor.sessionId())
        .compose(
            idToken -> {
              loginPages.forgetSession(context);
              log.info("logout.completed")
                  .request(RequestInfo.of(context).id())
                  .with("method", visitor.method().word())
                  .with("user_id", visitor.user().id())
                  .write();
              return visitor.method() == LoginMethod.SSO
                  ? providerLogout(context, idToken)
                  : Future.succeededFuture(Optional.<URI>empty());
            })
        .map(
            goOn -> {
              if (goOn.isEmpty()) {
                signedOut(context, 303);
                return null;
              }
              pages.send(
                  context,
                  200,
                  new LogoutView("Signed out here", Optional.empty(), goOn.map(URI::toString)),
                  pages.frame(context));
              return null;
            });
  }

  private Future<Optional<URI>> providerLogout(RoutingContext context, Optional<String> idToken) {
    return provider
        .map(party -> party.endSession(idToken, postLogoutUri, RandomToken.bits128()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .recover(
            failure -> {
              log.warn("logout.provider_unreachable")
                  .request(RequestInfo.of(context).id())
                  .cause(failure)
                  .write();
              return Future.succeededFuture(Optional.empty());
            });
  }

  private static void signedOut(RoutingContext context, int status) {
    LoginPages.redirect(context, status, LoginEndpoints.PATH + "?signed_out=1");
  }
}
