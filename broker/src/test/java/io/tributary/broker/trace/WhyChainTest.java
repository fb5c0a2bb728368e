package io.tributary.broker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failed mapping is told to have done. */
final class WhyChainTest {
  private static List<String> links(String mapping) {
    return new WhyChain(
            "badge",
            true,
            List.of(
                new JsonObject(
                    """
                    {"kind": "mapped", "mappings": [%s], "changes": []}"""
                        .formatted(mapping))))
        .links();
  }

  @Test
  void ofAMappingThatKeptItIsToldFromWhen() {
    assertEquals(
        List.of(
            "mapping m version v failed (thrown, line 3): keep, with what it made at the login of"
                + " 2026-11-22T10:00:00Z"),
        links(
            """
            {"name": "m", "version": "v", "reason": "thrown", "line": 3, "policy": "keep",
             "kept_since": "2026-11-22T10:00:00Z", "outputs": {}}"""));
  }

  @Test
  void ofAMappingThatWasSkippedNothingIsToldToBeKept() {
    assertEquals(
        List.of("mapping m version v failed (steps): skip"),
        links(
            """
            {"name": "m", "version": "v", "reason": "steps", "policy": "skip", "outputs": {}}"""));
  }
}
