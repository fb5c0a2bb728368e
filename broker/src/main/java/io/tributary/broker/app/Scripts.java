package io.tributary.broker.app;

import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import java.util.List;

/** The languages that mappings may be written in. */
final class Scripts {
  private Scripts() {}

  static MappingCompiler compiler(Limits each) {
    return new MappingCompiler(List.of(new RhinoLanguage(), new StarlarkLanguage()), each);
  }
}
