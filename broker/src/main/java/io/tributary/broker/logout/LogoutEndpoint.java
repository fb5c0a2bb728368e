package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.logout.FrontchannelFrames.Frame;
import io.tributary.broker.logout.LogoutSteps.Farewell;
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
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
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
  private final FrontchannelFrames frames;
  private final Clients clients;
  private final TokensByIssuer tokens;
  private final FormTokens formTokens;
  private final FederationPaths federation;
  private final String base;
  private final Delivery delivery;

  LogoutEndpoint(
      LogoutSteps steps,
      PendingLogout pending,
      FrontchannelFrames frames,
      Clients clients,
      TokensByIssuer tokens,
      FormTokens formTokens,
      FederationPaths federation,
      String base,
      Delivery delivery) {
    this.steps = steps;
    this.pending = pending;
    this.frames = frames;
    this.clients = clients;
    this.tokens = tokens;
    this.formTokens = formTokens;
    this.federation = federation;
    this.base = base;
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
      router.get(goOnPath(issuer)).handler(context -> run(context, () -> resumed(context, issuer)));
      router
          .post(confirmPath(issuer))
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
                    goOnPath(issued.issuer())
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
                return nothingToEnd(context, issuer, request);
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

  /** With a hint the client is sure; with its name alone the person clicks on. */
  private Future<Void> nothingToEnd(RoutingContext context, Issuer issuer, LogoutRequest request) {
    if (request.hinted() && request.target().isPresent()) {
      delivery.leave(context, request.returnAddress().orElseThrow());
    } else {
      loggedOut(context, issuer, request);
    }
    return Future.succeededFuture();
  }

  private Future<Void> ask(
      RoutingContext context, Issuer issuer, Session session, LogoutRequest request) {
    String action = confirmPath(issuer) + "?request=" + pending.write(request, issuer);
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
    String action = confirmPath(issuer) + "?request=" + written;
    return pending
        .read(written, issuer)
        .compose(
            request ->
                steps
                    .current(context)
                    .compose(
                        session ->
                            session.isEmpty()
                                ? nothingToEnd(context, issuer, request)
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
      delivery.seeOther(context, base);
      return Future.succeededFuture();
    }
    return end(context, issuer, session, request);
  }

  private Future<Void> end(
      RoutingContext context, Issuer issuer, Session session, LogoutRequest request) {
    return steps
        .end(context, session, request.returnAddress())
        .compose(
            farewell ->
                frames
                    .of(farewell.participants())
                    .map(
                        loaded -> {
                          goOn(context, issuer, request, farewell, loaded);
                          return null;
                        }));
  }

  /** Frames first, while this browser is still with us; then the upstream, the client or we. */
  private void goOn(
      RoutingContext context,
      Issuer issuer,
      LogoutRequest request,
      Farewell farewell,
      List<Frame> loaded) {
    Optional<String> away =
        farewell.upstream().map(URI::toString).or(() -> request.returnAddress());
    if (!loaded.isEmpty()) {
      delivery.framingPage(
          context,
          new Page.SigningOut(
              loaded.stream().map(Frame::address).toList(),
              loaded.stream().map(Frame::client).distinct().toList(),
              away.or(farewell::status)),
          Frame.origins(loaded));
    } else if (away.isPresent()) {
      delivery.leave(context, away.get());
    } else if (farewell.status().isPresent()) {
      delivery.seeOther(context, farewell.status().get());
    } else {
      loggedOut(context, issuer, request);
    }
  }

  private Future<Void> returned(RoutingContext context) {
    return steps
        .returned(context.pathParam("upstream"), query(context).get("state"))
        .onSuccess(
            address -> {
              if (address.isPresent()) {
                delivery.leave(context, address.get());
              } else {
                delivery.page(context, 200, new Page.LoggedOut(Optional.empty(), Optional.empty()));
              }
            })
        .mapEmpty();
  }

  /** The answer to a form is no page to come back to: our own GET shows it. */
  private void loggedOut(RoutingContext context, Issuer issuer, LogoutRequest request) {
    if (context.request().method().equals(HttpMethod.POST)) {
      delivery.seeOther(context, goOnPath(issuer) + "?request=" + pending.write(request, issuer));
      return;
    }
    delivery.page(
        context,
        200,
        new Page.LoggedOut(request.returnAddress(), request.client().map(Client::name)));
  }

  private String goOnPath(Issuer issuer) {
    return base + "logout/" + issuer.name();
  }

  private String confirmPath(Issuer issuer) {
    return base + "logout/" + issuer.name() + "/confirm";
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
