package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Change;
import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.History;
import io.tributary.broker.laboratory.KeptVersion;
import io.tributary.broker.laboratory.Publication;
import io.tributary.broker.laboratory.Published;
import io.tributary.broker.laboratory.Standing;
import io.tributary.broker.mapping.MappingSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Mappings as the API writes them. What is not there is {@code null}. */
final class MappingJson {
  private MappingJson() {}

  static JsonObject list(List<Standing> all) {
    JsonArray mappings = new JsonArray();
    all.forEach(one -> mappings.add(standing(one)));
    return new JsonObject().put("mappings", mappings);
  }

  private static JsonObject standing(Standing one) {
    return new JsonObject()
        .put("name", one.name())
        .put("live", one.live().orElse(null))
        .put("enabled", one.live().map(version -> !one.switchedOff()).orElse(null))
        .put("since", one.since().map(Instant::toString).orElse(null))
        .put("author", one.lastChange().map(Change::author).orElse(null))
        .put("message", one.lastChange().map(Change::message).orElse(null))
        .put(
            "draft",
            one.draft()
                .map(
                    draft ->
                        told(draft.change(), draft.createdAt())
                            .put("version", draft.version().orElse(null))
                            .put("stale", draft.stale())
                            .put("canary", draft.canary()))
                .orElse(null));
  }

  private static JsonObject told(Change change, Instant at) {
    return new JsonObject()
        .put("author", change.author())
        .put("message", change.message())
        .put("at", at.toString());
  }

  static JsonObject version(KeptVersion kept) {
    return told(kept.change(), kept.createdAt())
        .put("version", kept.source().version())
        .mergeIn(texts(kept.source()));
  }

  static JsonObject draft(Draft draft) {
    JsonObject json =
        told(draft.change(), draft.createdAt())
            .put("name", draft.name())
            .put("version", draft.version().orElse(null))
            .put("base", draft.base().orElse(null));
    draft.source().ifPresent(source -> json.mergeIn(texts(source)));
    return json;
  }

  private static JsonObject texts(MappingSource source) {
    return new JsonObject()
        .put("name", source.name())
        .put("language", source.language())
        .put("script", source.script())
        .put("settings", source.settings())
        .put("tests", source.tests().orElse(null));
  }

  static JsonObject history(History history) {
    JsonArray entries = new JsonArray();
    for (Publication entry : history.publications()) {
      entries.add(
          told(entry.change(), entry.at())
              .put("version", entry.version().orElse(null))
              .put("replaced", entry.replaced().orElse(null))
              .put("kind", entry.kind().wire())
              .put("tests", entry.tests().orElse(null)));
    }
    return new JsonObject().put("name", history.name()).put("history", entries);
  }

  static JsonObject published(Published done) {
    return new JsonObject()
        .put("name", done.name())
        .put("version", done.version().orElse(null))
        .put("replaced", done.replaced().orElse(null))
        .put("tests", done.tests().orElse(null))
        .put("impact", done.impact());
  }
}
