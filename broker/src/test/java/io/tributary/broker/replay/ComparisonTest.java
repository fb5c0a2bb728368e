package io.tributary.broker.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.javascript.RhinoLanguage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final MappingCompiler compiler =
      new MappingCompiler(List.of(new RhinoLanguage()), Limits.DEFAULT);

  private Mapping mapping(String name, String script, int order) {
    String settings = "scope: roles\norder: " + order + "\ndeclares: { groups: list of text }\n";
    return compiler.compile(new MappingSource(name, "js", script, settings, Optional.empty()));
  }

  @Test
  void whatIsInBothIsOneObjectAndWhatIsAnotherVersionIsNot() {
    String script = "return {groups: []};";
    MappingSet live = new MappingSet(List.of(mapping("a", script, 1), mapping("b", script, 2)), 7);
    MappingSet next = new MappingSet(List.of(mapping("a", script, 1), mapping("b", script, 3)), 8);
    Comparison comparison = new Comparison(live, next);
    assertSame(live.mappings().get(0), comparison.next().mappings().get(0));
    assertNotSame(live.mappings().get(1), comparison.next().mappings().get(1));
    assertEquals(next, comparison.next());
    assertEquals(Set.of("b"), comparison.changed());
  }
}
