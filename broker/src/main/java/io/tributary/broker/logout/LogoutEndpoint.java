package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.upstream.FederationPaths;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.FormBody;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0). A client that shows an id_token of
 * this very session is believed; anyone else's wish is put to the person first.
 */
public final class LogoutEndpoint {
  private final LogoutSteps steps;
  private final PendingLogout pending;
  private final AfterLogout after;
  private final Clients clients;
  private final TokensByIssuer tokens;
  private final FormTokens formTokens;
  private final FederationPaths federation;
  private final LogoutPaths paths;
  private final Delivery delivery;

  LogoutEndpoint(
      LogoutSteps steps,
      PendingLogout pending,
      AfterLogout after,
      Clients clients,
      TokensByIssuer tokens,
      FormTokens formTokens,
      FederationPaths federation,
      LogoutPaths paths,
      Delivery delivery) {
    this.steps = steps;
    this.pending = pending;
    this.after = after;
    this.clients = clients;
    this.tokens = tokens;
    this.formTokens = formTokens;
    this.federation = federation;
    this.paths = paths;
    this.delivery = delivery;
  }

  public void mount(Router router, Issuers issuers) {
    for (Issuer issuer : issuers.all()) {
      IssuerTokens issued = tokens.of(issuer);
      String path = issuer.path(EndpointPath.END_SESSION);
      router
          .get(path)
          .handler(context -> run(context, () -> start(context, issuer, query(context), issued)));
      router.post(path).handler(context -> run(context, () -> posted(context, issued)));
      router
          .get(paths.goOn(issuer))
          .handler(context -> run(context, () -> resumed(context, issuer)));
      router
          .post(paths.confirm(issuer))
          .handler(context -> run(context, () -> confirmed(context, issuer)));
    }
    router
        .get(federation.logoutCallbackRoute())
        .handler(context -> run(context, () -> returned(context)));
  }

  private Future<Void> start(
      RoutingContext context, Issuer issuer, Parameters parameters, IssuerTokens issued) {
    return LogoutRequest.of(parameters, issued, clients)
        .compose(request -> judge(context, issuer, request));
  }

  /** A cross-site POST carries no Lax cookies: our own GET, which follows, does. */
  private Future<Void> posted(RoutingContext context, IssuerTokens issued) {
    return LogoutRequest.of(FormBody.of(context), issued, clients)
        .onSuccess(
            request ->
                delivery.seeOther(
                    context,
                    paths.goOn(issued.issuer())
                        + "?request="
                        + pending.write(request, issued.issuer())))
        .mapEmpty();
  }

  private Future<Void> resumed(RoutingContext context, Issuer issuer) {
    return pending
        .read(query(context).require("request"), issuer)
        .compose(request -> judge(context, issuer, request));
  }

  /** Believe, ask, or there is nothing to end. */
  private Future<Void> judge(RoutingContext context, Issuer issuer, LogoutRequest request) {
    return steps
        .current(context)
        .compose(
            session -> {
              if (session.isEmpty()) {
                return after.nothingToEnd(context, issuer, request);
              }
              return meansThisSession(request, session.get(), issuer)
                  ? end(context, issuer, session.get(), request)
                  : ask(context, issuer, session.get(), request);
            });
  }

  private boolean meansThisSession(LogoutRequest request, Session session, Issuer issuer) {
    return request.hintedSid().isPresent()
        && sid(request, session, issuer).equals(request.hintedSid());
  }

  private Optional<String> sid(LogoutRequest request, Session session, Issuer issuer) {
    Buffer hash = Buffer.buffer(session.idHash());
    return request.client().map(client -> tokens.of(issuer).subjects().sid(hash, client.id()));
  }

  private boolean meansSomebodyElse(LogoutRequest request, Session session, Issuer issuer) {
    Optional<String> sub =
        request.client().map(client -> tokens.of(issuer).subjects().sub(session.subject(), client));
    return request
        .person()
        .filter(
            hint ->
                !hint.fits(
                    session, Stream.concat(sub.stream(), sid(request, session, issuer).stream())))
        .isPresent();
  }

  private Future<Void> ask(
      RoutingContext context, Issuer issuer, Session session, LogoutRequest request) {
    String action = paths.confirm(issuer) + "?request=" + pending.write(request, issuer);
    delivery.page(
        context,
        200,
        new Page.ConfirmLogout(
            Optional.of(session.username()),
            request.client().filter(client -> request.target().isPresent()).map(Client::name),
            meansSomebodyElse(request, session, issuer),
            formTokens.form(action, session.id())));
    return Future.succeededFuture();
  }

  private Future<Void> confirmed(RoutingContext context, Issuer issuer) {
    String written = query(context).require("request");
    Parameters form = FormBody.of(context);
    String action = paths.confirm(issuer) + "?request=" + written;
    return pending
        .read(written, issuer)
        .compose(
            request ->
                steps
                    .current(context)
                    .compose(
                        session ->
                            session.isEmpty()
                                ? after.nothingToEnd(context, issuer, request)
                                : answered(context, issuer, session.get(), request, form, action)));
  }

  private Future<Void> answered(
      RoutingContext context,
      Issuer issuer,
      Session session,
      LogoutRequest request,
      Parameters form,
      String action) {
    formTokens.check(context, form, action, session.id());
    if (!form.require("decision").equals("logout")) {
      delivery.seeOther(context, paths.base());
      return Future.succeededFuture();
    }
    return end(context, issuer, session, request);
  }

  private Future<Void> end(
      RoutingContext context, Issuer issuer, Session session, LogoutRequest request) {
    return steps
        .end(context, session, request.returnAddress())
        .compose(farewell -> after.ended(context, issuer, request, farewell));
  }

  private Future<Void> returned(RoutingContext context) {
    return steps
        .returned(context.pathParam("upstream"), query(context).get("state"))
        .onSuccess(address -> after.returned(context, address))
        .mapEmpty();
  }

  private void run(RoutingContext context, Supplier<Future<Void>> step) {
    Future.succeededFuture()
        .compose(go -> step.get())
        .onFailure(cause -> delivery.failurePage(context, cause));
  }

  private static Parameters query(RoutingContext context) {
    return Parameters.parse(context.request().query());
  }
}
