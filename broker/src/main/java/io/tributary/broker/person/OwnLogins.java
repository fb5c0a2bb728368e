package io.tributary.broker.person;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.session.Session;
import io.tributary.broker.session.SessionCookie;
import io.tributary.broker.session.Sessions;
import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Page;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code account/logins}, and one segment below it each login: what a person's own logins told
 * whom. A login of somebody else is answered as one that never was.
 */
public final class OwnLogins {
  private static final String PATH = "account/logins";
  private static final int MOST = 50;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{4,64}");

  private final Sessions sessions;
  private final SessionCookie cookie;
  private final Traces traces;
  private final Clients clients;
  private final Upstreams upstreams;
  private final String base;
  private final Delivery delivery;

  /**
   * @param base path of the public URL, with a slash at both ends
   */
  public OwnLogins(
      Sessions sessions,
      SessionCookie cookie,
      Traces traces,
      Clients clients,
      Upstreams upstreams,
      String base,
      Delivery delivery) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.traces = traces;
    this.clients = clients;
    this.upstreams = upstreams;
    this.base = base;
    this.delivery = delivery;
  }

  /** Where somebody who is signed in finds them. */
  public String address() {
    return base + PATH;
  }

  public void mount(Router router) {
    router.get(address()).handler(context -> answer(context, this::list));
    router.get(address() + "/:login").handler(context -> answer(context, this::one));
  }

  private void answer(
      RoutingContext context, BiFunction<RoutingContext, Session, Future<Void>> work) {
    cookie
        .read(context)
        .map(sessions::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(
            session ->
                session.map(found -> work.apply(context, found)).orElseGet(() -> nobody(context)))
        .onFailure(cause -> delivery.failurePage(context, cause));
  }

  private Future<Void> nobody(RoutingContext context) {
    delivery.page(
        context,
        401,
        new Page.Failure(
            401,
            "login_required",
            "You are not signed in",
            "Your logins are shown only while you are signed in here.",
            "Open an application and sign in, then come back.",
            Optional.of(new Page.Way("See whether you are signed in", base)),
            Optional.empty()));
    return Future.succeededFuture();
  }

  private Future<Void> list(RoutingContext context, Session session) {
    return traces
        .own(session.subject(), MOST)
        .compose(
            found ->
                names(found)
                    .map(
                        names -> {
                          List<Page.OwnLogin> logins =
                              found.stream().map(login -> words(login, names).line()).toList();
                          delivery.page(
                              context,
                              200,
                              new Page.OwnLogins(session.username(), MOST, logins, base));
                          return null;
                        }));
  }

  private Future<Void> one(RoutingContext context, Session session) {
    String id = context.pathParam("login");
    Future<Optional<LoginTrace>> own =
        ID.matcher(id).matches()
            ? traces.own(session.subject(), id)
            : Future.succeededFuture(Optional.empty());
    return own.compose(
        found -> {
          if (found.isEmpty()) {
            delivery.statusPage(context, 404);
            return Future.succeededFuture();
          }
          return names(List.of(found.get()))
              .map(
                  names -> {
                    OwnLoginWords words = words(found.get(), names);
                    delivery.page(
                        context,
                        200,
                        new Page.OwnLoginView(words.line(), words.sections(), address()));
                    return null;
                  });
        });
  }

  private OwnLoginWords words(LoginTrace login, Map<String, String> names) {
    return new OwnLoginWords(
        login,
        client -> names.getOrDefault(client, client),
        upstream -> upstreams.find(upstream).map(one -> one.config().label()),
        address());
  }

  /** Of the applications, by their ids; one that is gone keeps its id. */
  private Future<Map<String, String>> names(List<LoginTrace> logins) {
    List<String> ids =
        logins.stream()
            .flatMap(login -> login.parts().stream())
            .map(LoginTrace.Part::client)
            .distinct()
            .toList();
    return clients
        .find(ids)
        .map(found -> found.values().stream().collect(Collectors.toMap(Client::id, Client::name)));
  }
}
