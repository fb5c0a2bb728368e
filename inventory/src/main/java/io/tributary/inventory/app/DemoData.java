package io.tributary.inventory.app;

import io.tributary.inventory.resource.Author;
import io.tributary.inventory.resource.Catalog;
import io.tributary.inventory.resource.Field;
import io.tributary.inventory.resource.Resource;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something to look at: {@code demo/inventory.json}, objects by model with references by name. It
 * fills an empty inventory only, through the same repositories as everybody.
 */
final class DemoData {
  private static final Author AUTHOR = new Author(Optional.empty(), "demo data", "start");

  private DemoData() {}

  static Future<Void> fill(Catalog catalog, Log log) {
    Resource first = catalog.registry().all().get(0);
    return catalog
        .of(first)
        .count()
        .compose(
            count -> {
              if (count > 0) {
                return Future.succeededFuture();
              }
              log.info("demo_data.created").write();
              return all(catalog, read());
            });
  }

  private static Future<Void> all(Catalog catalog, JsonObject demo) {
    Map<String, Long> ids = new HashMap<>();
    Future<Void> done = Future.succeededFuture();
    for (Resource resource : catalog.registry().all()) {
      for (Object each : demo.getJsonArray(resource.model())) {
        JsonObject object = (JsonObject) each;
        done = done.compose(last -> one(catalog, resource, object, ids));
      }
    }
    return done;
  }

  private static Future<Void> one(
      Catalog catalog, Resource resource, JsonObject object, Map<String, Long> ids) {
    JsonObject columns = new JsonObject();
    for (Field field : resource.fields()) {
      Object value = object.getValue(field.name());
      columns.put(
          field.column(),
          field.type().target().map(model -> (Object) ids.get(model + "/" + value)).orElse(value));
    }
    return catalog
        .of(resource)
        .create(columns, AUTHOR)
        .map(
            saved ->
                saved.fold(
                    id -> ids.put(resource.model() + "/" + object.getString("name"), id),
                    problem -> {
                      throw new IllegalStateException("Demo data: " + problem);
                    },
                    () -> null,
                    () -> null))
        .mapEmpty();
  }

  private static JsonObject read() {
    try (InputStream in = DemoData.class.getResourceAsStream("/demo/inventory.json")) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
