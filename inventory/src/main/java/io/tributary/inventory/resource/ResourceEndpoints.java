package io.tributary.inventory.resource;

import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.Page;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.session.Endpoint;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.Visitor;
import io.tributary.inventory.user.Permission.Action;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that show the objects of one resource: its list and each object. */
public final class ResourceEndpoints {
  private static final Map<String, String> NOTICES =
      Map.of("created", "Created.", "saved", "Saved.", "deleted", "Deleted.");

  private final Resource resource;
  private final Catalog catalog;
  private final Pages pages;
  private final Gate gate;

  public ResourceEndpoints(Resource resource, Catalog catalog, Pages pages, Gate gate) {
    this.resource = resource;
    this.catalog = catalog;
    this.pages = pages;
    this.gate = gate;
  }

  public List<Endpoint> all() {
    return List.of(
        Endpoint.page(resource.path(), resource.permission(Action.VIEW), this::list),
        Endpoint.page(resource.path() + ":id/", resource.permission(Action.VIEW), this::detail));
  }

  private Future<Void> list(RoutingContext context, Visitor visitor) {
    ListQuery query = ListQuery.read(resource, Fields.query(context));
    boolean mayAdd = resource.permission(Action.ADD).heldBy(visitor.user());
    return catalog
        .options(resource)
        .compose(
            options ->
                catalog
                    .of(resource)
                    .list(query)
                    .map(
                        found ->
                            ListView.of(
                                resource, catalog.registry(), query, found, options, mayAdd)))
        .compose(view -> show(context, visitor, view));
  }

  private Future<Void> detail(RoutingContext context, Visitor visitor) {
    long id = id(context);
    Optional<String> notice = Fields.query(context).one("done").map(NOTICES::get);
    return catalog
        .of(resource)
        .find(id)
        .map(found -> found.orElseThrow(Refusal::notFound))
        .compose(
            object ->
                catalog
                    .users(resource, id)
                    .compose(
                        users ->
                            catalog
                                .of(resource)
                                .changes(id)
                                .map(changes -> view(visitor, object, notice, users, changes))))
        .compose(view -> show(context, visitor, view));
  }

  private DetailView view(
      Visitor visitor,
      StoredObject object,
      Optional<String> notice,
      List<InUseView.User> users,
      List<ObjectChange> changes) {
    String path = resource.path(object.id());
    return new DetailView(
        object.name(),
        resource.label(),
        resource.path(),
        resource.labels(),
        notice,
        Optional.of(path + "edit/")
            .filter(href -> resource.permission(Action.CHANGE).heldBy(visitor.user())),
        Optional.of(path + "delete/")
            .filter(href -> resource.permission(Action.DELETE).heldBy(visitor.user())),
        DetailView.lines(resource, catalog.registry(), object),
        users.stream()
            .map(user -> new DetailView.Usage(user.label(), user.total(), user.href()))
            .toList(),
        changes.stream().map(change -> DetailView.change(resource, change)).toList());
  }

  private Future<Void> show(RoutingContext context, Visitor visitor, Page page) {
    pages.send(context, 200, page, gate.frame(context, visitor));
    return Future.succeededFuture();
  }

  /** The number in the path; a 404 for anything else. */
  static long id(RoutingContext context) {
    String text = context.pathParam("id");
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw Refusal.notFound();
    }
    return Long.parseLong(text);
  }
}
