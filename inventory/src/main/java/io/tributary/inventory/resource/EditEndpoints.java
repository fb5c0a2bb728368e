package io.tributary.inventory.resource;

import io.tributary.inventory.page.Fields;
import io.tributary.inventory.page.Page;
import io.tributary.inventory.page.Pages;
import io.tributary.inventory.page.Refusal;
import io.tributary.inventory.session.Endpoint;
import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.Visitor;
import io.tributary.inventory.user.Permission.Action;
import io.tributary.platform.http.RequestInfo;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The pages that change the objects of one resource: create, edit, delete. */
public final class EditEndpoints {
  private final Resource resource;
  private final Catalog catalog;
  private final Pages pages;
  private final Gate gate;

  public EditEndpoints(Resource resource, Catalog catalog, Pages pages, Gate gate) {
    this.resource = resource;
    this.catalog = catalog;
    this.pages = pages;
    this.gate = gate;
  }

  public List<Endpoint> all() {
    String add = resource.path() + "add/";
    String edit = resource.path() + ":id/edit/";
    String delete = resource.path() + ":id/delete/";
    return List.of(
        Endpoint.page(add, resource.permission(Action.ADD), this::addForm),
        Endpoint.form(add, resource.permission(Action.ADD), this::add),
        Endpoint.page(edit, resource.permission(Action.CHANGE), this::editForm),
        Endpoint.form(edit, resource.permission(Action.CHANGE), this::edit),
        Endpoint.page(delete, resource.permission(Action.DELETE), this::deleteForm),
        Endpoint.form(delete, resource.permission(Action.DELETE), this::delete));
  }

  private Future<Void> addForm(RoutingContext context, Visitor visitor) {
    return showAdd(context, visitor, 200, Draft.initial(resource));
  }

  private Future<Void> add(RoutingContext context, Visitor visitor) {
    Draft draft = Draft.read(resource, fields(context));
    if (!draft.problems().isEmpty()) {
      return showAdd(context, visitor, 422, draft);
    }
    return catalog
        .of(resource)
        .create(draft.columns(), author(context, visitor))
        .compose(
            saved ->
                saved.fold(
                    id -> seeOther(context, resource.path(id) + "?done=created"),
                    problem -> showAdd(context, visitor, 422, draft.with(problem)),
                    () -> Future.failedFuture(new IllegalStateException("Nothing was created")),
                    () -> Future.failedFuture(new IllegalStateException("Nothing refers to it"))));
  }

  private Future<Void> editForm(RoutingContext context, Visitor visitor) {
    return stored(context)
        .compose(
            object ->
                showEdit(
                    context, visitor, 200, object, object.version(), Draft.of(resource, object)));
  }

  private Future<Void> edit(RoutingContext context, Visitor visitor) {
    Fields fields = fields(context);
    int version = version(fields);
    Draft draft = Draft.read(resource, fields);
    return stored(context)
        .compose(
            object -> {
              if (!draft.problems().isEmpty()) {
                return showEdit(context, visitor, 422, object, version, draft);
              }
              return catalog
                  .of(resource)
                  .change(object.id(), version, draft.columns(), author(context, visitor))
                  .compose(
                      saved ->
                          saved.fold(
                              id -> seeOther(context, resource.path(id) + "?done=saved"),
                              problem ->
                                  showEdit(
                                      context, visitor, 422, object, version, draft.with(problem)),
                              () -> conflict(context, visitor, draft),
                              () -> inUse(context, visitor, object)));
            });
  }

  private Future<Void> deleteForm(RoutingContext context, Visitor visitor) {
    return stored(context)
        .compose(
            object ->
                show(
                    context,
                    visitor,
                    200,
                    new DeleteView(
                        "Delete " + object.name(),
                        object.name(),
                        visitor.form(resource.path(object.id()) + "delete/"),
                        resource.path(object.id()),
                        object.version())));
  }

  private Future<Void> delete(RoutingContext context, Visitor visitor) {
    int version = version(fields(context));
    return stored(context)
        .compose(
            object ->
                catalog
                    .of(resource)
                    .delete(object.id(), version, author(context, visitor))
                    .compose(
                        saved ->
                            saved.fold(
                                id -> seeOther(context, resource.path()),
                                problem -> inUse(context, visitor, object),
                                () -> Future.failedFuture(changedMeanwhile()),
                                () -> inUse(context, visitor, object))));
  }

  private Future<Void> conflict(RoutingContext context, Visitor visitor, Draft mine) {
    return stored(context)
        .compose(
            now ->
                catalog
                    .options(resource)
                    .compose(
                        options ->
                            show(
                                context,
                                visitor,
                                409,
                                ConflictView.of(
                                    resource,
                                    mine,
                                    now,
                                    options,
                                    visitor.form(resource.path(now.id()) + "edit/")))));
  }

  private Future<Void> inUse(RoutingContext context, Visitor visitor, StoredObject object) {
    return catalog
        .users(resource, object.id())
        .compose(
            users ->
                show(
                    context,
                    visitor,
                    409,
                    new InUseView(
                        object.name() + " is in use", resource.path(object.id()), users)));
  }

  private Future<Void> showAdd(RoutingContext context, Visitor visitor, int status, Draft draft) {
    return form(
        context,
        visitor,
        status,
        draft,
        resource.path() + "add/",
        "Add a " + resource.label().toLowerCase(java.util.Locale.ROOT),
        resource.path(),
        0);
  }

  private Future<Void> showEdit(
      RoutingContext context,
      Visitor visitor,
      int status,
      StoredObject object,
      int version,
      Draft draft) {
    String path = resource.path(object.id());
    return form(
        context, visitor, status, draft, path + "edit/", "Edit " + object.name(), path, version);
  }

  private Future<Void> form(
      RoutingContext context,
      Visitor visitor,
      int status,
      Draft draft,
      String action,
      String title,
      String cancel,
      int version) {
    return catalog
        .options(resource)
        .compose(
            options ->
                show(
                    context,
                    visitor,
                    status,
                    FormView.of(
                        resource, draft, options, visitor.form(action), title, cancel, version)));
  }

  private Future<StoredObject> stored(RoutingContext context) {
    return catalog
        .of(resource)
        .find(ResourceEndpoints.id(context))
        .map(found -> found.orElseThrow(Refusal::notFound));
  }

  private Future<Void> show(RoutingContext context, Visitor visitor, int status, Page page) {
    pages.send(context, status, page, gate.frame(context, visitor));
    return Future.succeededFuture();
  }

  private static Future<Void> seeOther(RoutingContext context, String path) {
    return context.response().setStatusCode(303).putHeader("Location", path).end();
  }

  private static Fields fields(RoutingContext context) {
    return Fields.form(context);
  }

  private static int version(Fields fields) {
    return fields
        .number("version", 1, Integer.MAX_VALUE)
        .orElseThrow(() -> Refusal.badRequest("The form does not say which version it changes."));
  }

  private static Author author(RoutingContext context, Visitor visitor) {
    return new Author(
        Optional.of(visitor.user().id()), visitor.user().username(), RequestInfo.of(context).id());
  }

  private static Refusal changedMeanwhile() {
    return new Refusal(
        409,
        "It was changed meanwhile",
        "Somebody changed this since you opened the page, so it was not deleted.",
        "Look at it again, then decide.");
  }
}
