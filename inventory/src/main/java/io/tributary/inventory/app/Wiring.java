package io.tributary.inventory.app;

import io.micrometer.core.instrument.Gauge;
import io.tributary.inventory.admin.UserEndpoints;
import io.tributary.inventory.api.AuthenticationCheck;
import io.tributary.inventory.device.Devices;
import io.tributary.inventory.page.Cookies;
import io.tributary.inventory.page.Failure;
import io.tributary.inventory.page.FormGuard;
import io.tributary.inventory.page.Frame;
import io.tributary.inventory.page.LocalPath;
import io.tributary.inventory.page.NavItem;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.rack.Racks;
import io.tributary.inventory.resource.Catalog;
import io.tributary.inventory.resource.EditEndpoints;
import io.tributary.inventory.resource.HomeEndpoints;
import io.tributary.inventory.resource.Registry;
import io.tributary.inventory.resource.Resource;
import io.tributary.inventory.resource.ResourceEndpoints;
import io.tributary.inventory.session.Endpoint;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.SessionRepository;
import io.tributary.inventory.site.Sites;
import io.tributary.inventory.token.TokenRepository;
import io.tributary.inventory.user.UserRepository;
import io.tributary.platform.db.Database;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.Metrics;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.password.PasswordWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything put together by constructor calls. A new resource is one line in {@link #registry}.
 */
final class Wiring {
  private final Pages pages;
  private final Gate gate;
  private final Catalog catalog;
  private final UserRepository users;
  private final PasswordWorkers passwords;
  private final List<Endpoint> endpoints;
  private final List<Consumer<Router>> open;
  private final List<Supplier<Future<Void>>> sweeps;
  private final OutboundClient outbound;

  private Wiring(
      Pages pages,
      Gate gate,
      Catalog catalog,
      UserRepository users,
      PasswordWorkers passwords,
      List<Endpoint> endpoints,
      List<Consumer<Router>> open,
      List<Supplier<Future<Void>>> sweeps,
      OutboundClient outbound) {
    this.pages = pages;
    this.gate = gate;
    this.catalog = catalog;
    this.users = users;
    this.passwords = passwords;
    this.endpoints = endpoints;
    this.open = open;
    this.sweeps = sweeps;
    this.outbound = outbound;
  }

  static Registry registry() {
    return new Registry(List.of(Sites.declaration(), Racks.declaration(), Devices.declaration()));
  }

  static Wiring of(
      Vertx vertx, InventoryConfig config, Database database, Metrics metrics, Log log) {
    Registry registry = registry();
    Pages pages = new Pages(navigation(registry));
    FormGuard forms = new FormGuard(config.origin());
    Cookies sessionCookie = new Cookies("session", config.publicUrl());
    SessionRepository sessions = new SessionRepository(database, config.sessions());
    Gate gate = new Gate(sessions, sessionCookie, pages, forms);
    Catalog catalog = new Catalog(registry, database);
    UserRepository users = new UserRepository(database);
    PasswordWorkers passwords = new PasswordWorkers(vertx, "inventory");
    OutboundClient outbound =
        OutboundClient.create(vertx, OutboundPolicy.configured(), config.trust());
    LoginWiring login =
        new LoginWiring(
            config, database, metrics, log, pages, forms, sessionCookie, sessions, gate, users);
    List<Consumer<Router>> open = new ArrayList<>();
    open.add(pages::mountAssets);
    open.addAll(login.mounts(vertx, outbound, passwords));
    open.add(
        new AuthenticationCheck(gate, new TokenRepository(database), users, config.origin())
            ::mount);
    List<Supplier<Future<Void>>> sweeps = new ArrayList<>(login.sweeps());
    sweeps.add(sessions::sweep);
    sweeps.add(counting(sessions, metrics));
    return new Wiring(
        pages,
        gate,
        catalog,
        users,
        passwords,
        endpoints(catalog, users, pages, gate),
        open,
        sweeps,
        outbound);
  }

  private static List<NavItem> navigation(Registry registry) {
    List<NavItem> navigation = new ArrayList<>();
    navigation.add(HomeEndpoints.NAVIGATION);
    navigation.addAll(HomeEndpoints.navigation(registry));
    navigation.add(UserEndpoints.NAVIGATION);
    return navigation;
  }

  private static Supplier<Future<Void>> counting(SessionRepository sessions, Metrics metrics) {
    AtomicLong living = new AtomicLong();
    Gauge.builder("inventory.sessions", living, AtomicLong::get)
        .description("Sessions that have not ended, counted once a minute")
        .strongReference(true)
        .register(metrics.registry());
    return () -> sessions.count().onSuccess(living::set).mapEmpty();
  }

  private static List<Endpoint> endpoints(
      Catalog catalog, UserRepository users, Pages pages, Gate gate) {
    List<Endpoint> all = new ArrayList<>(new HomeEndpoints(catalog, pages, gate).all());
    for (Resource resource : catalog.registry().all()) {
      // "add" before ":id", which would match it.
      all.addAll(new EditEndpoints(resource, catalog, pages, gate).all());
      all.addAll(new ResourceEndpoints(resource, catalog, pages, gate).all());
    }
    all.addAll(new UserEndpoints(users, pages, gate).all());
    return List.copyOf(all);
  }

  /** Called once for each event loop. */
  void routes(Router router) {
    open.forEach(mount -> mount.accept(router));
    for (Endpoint endpoint : endpoints) {
      router
          .route(endpoint.method(), endpoint.path())
          .handler(
              endpoint.method().equals(HttpMethod.GET)
                  ? gate.page(endpoint.permission(), endpoint.handler())
                  : gate.form(endpoint.permission(), endpoint.handler()));
    }
  }

  /** What no endpoint has answered: JSON for the API, a page for people. */
  void error(RoutingContext context, RequestInfo request, int status) {
    String path = context.request().path();
    if (path.startsWith("/api/")) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end(new JsonObject().put("detail", Failure.of(status).title() + ".").toBuffer());
      return;
    }
    Optional<LocalPath> slashed =
        status == 404 && HttpMethod.GET.equals(context.request().method()) && !path.endsWith("/")
            ? LocalPath.parse(path + "/")
            : Optional.empty();
    if (slashed.isPresent() && !path.contains(".")) {
      // NetBox's addresses end in a slash; people and links leave it out.
      String query = context.request().query();
      context
          .response()
          .setStatusCode(302)
          .putHeader("Location", slashed.get().value() + (query == null ? "" : "?" + query))
          .end();
      return;
    }
    // A failure of ours may be the database's: ask it nothing more.
    Future<Frame> frame =
        status < 500 ? gate.frame(context) : Future.succeededFuture(pages.frame(context));
    frame.onSuccess(around -> pages.send(context, status, Failure.of(status), around));
  }

  /** Removes what has expired; a failure is tried again by the next one. */
  Future<Void> sweep() {
    Future<Void> all = Future.succeededFuture();
    for (Supplier<Future<Void>> sweep : sweeps) {
      all = all.compose(last -> sweep.get());
    }
    return all;
  }

  Catalog catalog() {
    return catalog;
  }

  UserRepository users() {
    return users;
  }

  PasswordWorkers passwords() {
    return passwords;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  Future<Void> close() {
    passwords.close();
    return outbound.close();
  }
}
