package io.tributary.inventory.resource;

import io.tributary.inventory.page.NavItem;
import io.tributary.inventory.page.Page;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.session.Endpoint;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.Visitor;
import io.tributary.inventory.user.Permission;
import io.tributary.inventory.user.Permission.Action;
import io.tributary.inventory.user.Role;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first page: what there is, and what one may do. */
public final class HomeEndpoints {
  public static final NavItem NAVIGATION = new NavItem("", "Home", "/", Role.MEMBER);
  private static final Permission VIEW = Permission.of("core", Action.VIEW, "home", Role.MEMBER);

  private final Catalog catalog;
  private final Pages pages;
  private final Gate gate;

  public HomeEndpoints(Catalog catalog, Pages pages, Gate gate) {
    this.catalog = catalog;
    this.pages = pages;
    this.gate = gate;
  }

  public List<Endpoint> all() {
    return List.of(Endpoint.page("/", VIEW, this::home));
  }

  /** The links of the navigation that the registry gives. */
  public static List<NavItem> navigation(Registry registry) {
    return registry.all().stream()
        .map(
            resource ->
                new NavItem(resource.heading(), resource.labels(), resource.path(), Role.MEMBER))
        .toList();
  }

  /**
   * @param roles in one sentence
   */
  public record HomeView(String greeting, String roles, List<Card> cards) implements Page {
    /** One kind of thing. */
    public record Card(String label, long count, String href, Optional<String> add) {}

    @Override
    public String template() {
      return "home.jte";
    }

    @Override
    public String title() {
      return "Home";
    }
  }

  private Future<Void> home(RoutingContext context, Visitor visitor) {
    List<HomeView.Card> cards = new ArrayList<>();
    Future<Void> all = Future.succeededFuture();
    for (Resource resource : catalog.registry().all()) {
      Optional<String> add =
          Optional.of(resource.path() + "add/")
              .filter(path -> resource.permission(Action.ADD).heldBy(visitor.user()));
      all =
          all.compose(last -> catalog.of(resource).count())
              .map(
                  count -> {
                    cards.add(new HomeView.Card(resource.labels(), count, resource.path(), add));
                    return null;
                  });
    }
    return all.map(
        done -> {
          pages.send(
              context,
              200,
              new HomeView(visitor.user().display(), rights(visitor), cards),
              gate.frame(context, visitor));
          return null;
        });
  }

  private static String rights(Visitor visitor) {
    if (Role.SUPERUSER.heldBy(visitor.user())) {
      return "You are a superuser: you may do everything, and see the users.";
    }
    return Role.STAFF.heldBy(visitor.user())
        ? "You are staff: you may add, change and delete."
        : "You may look at everything. Changing it needs the role staff.";
  }
}
