package io.tributary.broker.trace;

import io.tributary.broker.claims.DroppedRight;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.MappingFailed;
import io.tributary.broker.claims.MappingStep;
import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a person's claims, as facts.
 *
 * <pre>
 * {"kind":"upstream","name":…,"issuer":…,"sub":…,"claims":{name: value},"states":{name: "empty"},"notes":[…]}
 * {"kind":"mapped","mappings":[{"name":…,"version":…,"reads":[…],"outputs":{claim: value},"logged":[…],"rules":[…],"nanos":…}],
 *  "changes":[{"by":…,"claim":…,"how":…,"before":…,"after":…}],
 *  "dropped":[{"claim":…,"name":…}],"allowed":[{"claim":…,"name":…}],"notes":[…]}</pre>
 */
public final class ClaimFacts {
  /** Step of {@link Trace} for a name of power that stays. */
  private static final String ALLOWED = "allowed";

  private static final String DROPPED = "may_grant";

  private static final int MOST_READS = 100;
  private static final int MOST_LOGGED = 50;

  private ClaimFacts() {}

  /** What a provider said, and how it became the identity. */
  public static Fact said(Identity identity, Trace normaliser) {
    return out -> {
      Map<String, Object> values = new LinkedHashMap<>();
      JsonObject states = new JsonObject();
      identity
          .raw()
          .all()
          .forEach((name, claim) -> state(name, claim, values, out.text(name), states));
      return new JsonObject()
          .put("kind", "upstream")
          .put("name", identity.upstream())
          .put("issuer", identity.issuer())
          .put("sub", out.text(identity.sub()))
          .put("claims", out.claims(values))
          .put("states", states)
          .put("notes", notes(normaliser.lines(), out));
    };
  }

  private static void state(
      String name, Claim claim, Map<String, Object> values, String shown, JsonObject states) {
    claim
        .value()
        .ifPresentOrElse(
            value -> values.put(name, value),
            () ->
                states.put(
                    shown, claim.fold(v -> "", () -> "empty", () -> "absent", () -> "unfetched")));
  }

  /** What mappings made, and what the provider may not grant of it. */
  public static Fact mapped(MappedClaims mapped) {
    return out ->
        run(mapped.steps(), mapped.trace().lines(), out)
            .put("dropped", dropped(mapped.dropped(), out));
  }

  /** A mapping failed, and the login with it. */
  public static Fact failed(MappingFailed failed) {
    return out ->
        run(failed.steps(), failed.trace().lines(), out)
            .put("failed", failed.mapping())
            .put("reason", failed.reason().wire())
            .put("message", out.text(String.valueOf(failed.failure().getMessage())));
  }

  private static JsonObject run(List<MappingStep> steps, List<Trace.Line> lines, Writing out) {
    JsonArray mappings = new JsonArray();
    steps.forEach(step -> mappings.add(mapping(step, out)));
    JsonArray changes = new JsonArray();
    JsonArray allowed = new JsonArray();
    for (Trace.Line line : lines) {
      line.change().ifPresent(change -> changes.add(change(line, change, out)));
      if (line.step().equals(ALLOWED)) {
        allowed.add(right(line.claim(), line.note(), out));
      }
    }
    return new JsonObject()
        .put("kind", "mapped")
        .put("mappings", mappings)
        .put("changes", changes)
        .put("allowed", allowed)
        .put("notes", notes(lines, out));
  }

  private static JsonObject mapping(MappingStep step, Writing out) {
    JsonObject json =
        new JsonObject()
            .put("name", step.mapping().name())
            .put("version", step.mapping().version())
            .put(
                "reads",
                // A script may ask for a name that it makes of a value.
                new JsonArray(step.reads().stream().limit(MOST_READS).map(out::text).toList()))
            .put("outputs", out.claims(step.outputs()))
            .put("nanos", step.nanos());
    if (!step.logged().isEmpty()) {
      JsonArray logged = new JsonArray();
      step.logged().stream().limit(MOST_LOGGED).forEach(line -> logged.add(out.text(line)));
      json.put("logged", logged);
    }
    JsonArray rules = RuleFacts.of(step.mapping().settings().rules(), step.rules(), out);
    if (!rules.isEmpty()) {
      json.put("rules", rules);
    }
    step.failure()
        .ifPresent(
            failure -> {
              json.put("reason", failure.reason().wire())
                  .put("message", out.text(String.valueOf(failure.getMessage())))
                  .put("policy", step.mapping().onFailure().wire());
              // A limit has no line: it is over wherever it is noticed.
              if (failure.line() > 0) {
                json.put("line", failure.line());
              }
            });
    step.keptSince().ifPresent(since -> json.put("kept_since", since.toString()));
    return json;
  }

  private static JsonObject change(Trace.Line line, Trace.Change change, Writing out) {
    JsonObject json =
        new JsonObject()
            .put("by", line.step())
            .put("claim", line.claim())
            .put("how", out.text(change.how()));
    if (change.before() != null) {
      json.put("before", out.value(line.claim(), change.before()));
    }
    if (change.after() != null) {
      json.put("after", out.value(line.claim(), change.after()));
    }
    return json;
  }

  private static JsonArray dropped(List<DroppedRight> dropped, Writing out) {
    JsonArray rights = new JsonArray();
    dropped.stream().limit(100).forEach(one -> rights.add(right(one.claim(), one.name(), out)));
    return rights;
  }

  private static JsonObject right(String claim, String name, Writing out) {
    return new JsonObject().put("claim", claim).put("name", out.text(name));
  }

  /** Those that stand nowhere else in the fact. */
  private static JsonArray notes(List<Trace.Line> lines, Writing out) {
    JsonArray notes = new JsonArray();
    lines.stream()
        .filter(line -> line.change().isEmpty())
        .filter(line -> !line.step().equals(ALLOWED) && !line.step().equals(DROPPED))
        .limit(200)
        .forEach(
            line ->
                notes.add(
                    new JsonObject()
                        .put("step", line.step())
                        .put("claim", line.claim())
                        .put("note", out.text(line.note()))));
    return notes;
  }
}
