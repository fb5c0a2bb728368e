package io.tributary.inventory.admin;

import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.NavItem;
import io.tributary.inventory.page.Page;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.session.Endpoint;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.Visitor;
import io.tributary.inventory.user.Group;
import io.tributary.inventory.user.Permission;
import io.tributary.inventory.user.Permission.Action;
import io.tributary.inventory.user.Role;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.UserRepository;
import io.tributary.inventory.user.UserRepository.UserPage;
import io.tributary.inventory.user.UserRepository.UserWithGroups;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One's own page for everybody, all accounts for superusers. */
public final class UserEndpoints {
  public static final NavItem NAVIGATION =
      new NavItem("Administration", "Users", "/users/users/", Role.SUPERUSER);
  private static final int PER_PAGE = 50;
  private static final Permission OWN = Permission.of("users", Action.VIEW, "profile", Role.MEMBER);
  private static final Permission ALL = Permission.of("users", Action.VIEW, "user", Role.SUPERUSER);

  private final UserRepository users;
  private final Pages pages;
  private final Gate gate;

  public UserEndpoints(UserRepository users, Pages pages, Gate gate) {
    this.users = users;
    this.pages = pages;
    this.gate = gate;
  }

  public List<Endpoint> all() {
    return List.of(
        Endpoint.page("/user/profile/", OWN, this::own),
        Endpoint.page("/users/users/", ALL, this::list),
        Endpoint.page("/users/users/:id/", ALL, this::detail));
  }

  private Future<Void> own(RoutingContext context, Visitor visitor) {
    return show(context, visitor, visitor.user().id(), true);
  }

  private Future<Void> detail(RoutingContext context, Visitor visitor) {
    String id = context.pathParam("id");
    if (!id.matches("[1-9]\\d{0,17}")) {
      throw Refusal.notFound();
    }
    return show(context, visitor, Long.parseLong(id), false);
  }

  private Future<Void> list(RoutingContext context, Visitor visitor) {
    Fields query = Fields.query(context);
    String search = query.one("q").orElse("");
    if (search.length() > 200) {
      throw Refusal.badRequest("The search text is longer than 200 characters.");
    }
    int page = query.number("page", 1, 1_000_000).orElse(1);
    return users
        .page(search, PER_PAGE, (page - 1L) * PER_PAGE)
        .compose(found -> send(context, visitor, view(search, page, found)));
  }

  private static UserListView view(String search, int page, UserPage found) {
    boolean more = (long) page * PER_PAGE < found.total();
    return new UserListView(
        search,
        found.users().stream().map(UserEndpoints::row).toList(),
        found.total(),
        page > 1 ? Optional.of(link(search, page - 1)) : Optional.empty(),
        more ? Optional.of(link(search, page + 1)) : Optional.empty());
  }

  private static UserListView.Row row(UserWithGroups found) {
    User user = found.user();
    return new UserListView.Row(
        "/users/users/" + user.id() + "/",
        user.username(),
        (user.firstName() + " " + user.lastName()).strip(),
        user.email(),
        UserView.login(user),
        user.roles(),
        String.join(", ", found.groups().stream().map(Group::name).toList()),
        user.active());
  }

  private Future<Void> show(RoutingContext context, Visitor visitor, long id, boolean own) {
    return users
        .withGroups(id)
        .map(found -> found.orElseThrow(Refusal::notFound))
        .compose(found -> send(context, visitor, UserView.of(found, own)));
  }

  private Future<Void> send(RoutingContext context, Visitor visitor, Page page) {
    pages.send(context, 200, page, gate.frame(context, visitor));
    return Future.succeededFuture();
  }

  private static String link(String search, int page) {
    return "/users/users/?q=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + "&page=" + page;
  }
}
