package io.tributary.broker.claims;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.Shape;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.platform.config.Suggestions;
import java.util.Map;

/** Holds what a mapping returned against what it declares. */
final class DeclaredResult {
  private DeclaredResult() {}

  /**
   * Looks at every claim.
   *
   * @throws ScriptFailure {@code RESULT_TYPE} for the first that is not as declared
   */
  static void check(Mapping mapping, Map<String, Object> result) {
    result.forEach(
        (claim, value) -> {
          Shape shape = mapping.declares().get(claim);
          if (shape == null) {
            throw undeclared(mapping, claim);
          }
          if (value != null && !shape.accepts(value)) {
            throw ScriptFailure.ofResult(
                claim,
                claim
                    + " is not of the declared shape: "
                    + shape.wire()
                    + "; it is "
                    + Shape.kind(value),
                advice(shape, value));
          }
        });
  }

  private static ScriptFailure undeclared(Mapping mapping, String claim) {
    // A name that a script computes may be anything of a person.
    boolean written = mapping.source().script().contains(claim);
    String near = written ? Suggestions.suffix(claim, mapping.declares().keySet()) : "";
    return ScriptFailure.ofResult(
        claim,
        "it returned "
            + (written ? claim : "a claim with a name that it computes")
            + ", which it does not declare",
        near.isEmpty() ? "add it under declares" : near.substring(2));
  }

  private static String advice(Shape shape, Object value) {
    return shape == Shape.TEXTS && value instanceof String ? "return it in a list: […]" : "";
  }
}
