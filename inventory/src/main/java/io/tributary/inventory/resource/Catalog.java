package io.tributary.inventory.resource;

import io.tributary.inventory.resource.Registry.Referrer;
import io.tributary.platform.db.Database;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry with its repositories: questions that concern several resources. */
public final class Catalog {
  private static final int SHOWN_USERS = 10;
  private final Registry registry;
  private final Map<String, ResourceRepository> repositories = new LinkedHashMap<>();

  public Catalog(Registry registry, Database database) {
    this.registry = registry;
    registry
        .all()
        .forEach(
            resource ->
                repositories.put(
                    resource.model(), new ResourceRepository(resource, registry, database)));
  }

  public Registry registry() {
    return registry;
  }

  public ResourceRepository of(Resource resource) {
    return repositories.get(resource.model());
  }

  /** What the references of a resource may be set to. */
  public Future<Options> options(Resource resource) {
    Map<String, Map<Long, String>> found = new LinkedHashMap<>();
    Future<Void> all = Future.succeededFuture();
    for (Field field : resource.references()) {
      ResourceRepository target = of(registry.target(field));
      all =
          all.compose(last -> target.options(Options.MOST + 1))
              .map(
                  options -> {
                    found.put(field.name(), options);
                    return null;
                  });
    }
    return all.map(done -> new Options(found));
  }

  /** What refers to an object: kinds with at least one, and the first few of each. */
  public Future<List<InUseView.User>> users(Resource resource, long id) {
    List<InUseView.User> found = new ArrayList<>();
    Future<Void> all = Future.succeededFuture();
    for (Referrer referrer : registry.referrers(resource)) {
      ListQuery query =
          new ListQuery(
              "",
              Map.of(referrer.field().name(), List.of(Long.toString(id))),
              "name",
              false,
              1,
              SHOWN_USERS);
      all =
          all.compose(last -> of(referrer.resource()).list(query))
              .map(
                  page -> {
                    if (page.total() > 0) {
                      found.add(user(referrer, id, page));
                    }
                    return null;
                  });
    }
    return all.map(done -> List.copyOf(found));
  }

  private static InUseView.User user(
      Referrer referrer, long id, ResourceRepository.ObjectPage page) {
    Resource resource = referrer.resource();
    return new InUseView.User(
        page.total() == 1 ? resource.label() : resource.labels(),
        page.total(),
        resource.path() + "?" + referrer.field().name() + "=" + id,
        page.objects().stream()
            .map(object -> Cell.link(object.name(), resource.path(object.id())))
            .toList());
  }
}
