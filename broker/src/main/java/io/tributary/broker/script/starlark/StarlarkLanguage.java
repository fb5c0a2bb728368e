package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptText;

/**
 * authentik's Python expressions: Starlark (github.com/bazelbuild/starlark {@code spec.md}) and
 * what such expressions use besides; {@code broker/docs/starlark.md} says what. A script is the
 * body of a function that returns a dict.
 */
public final class StarlarkLanguage implements ScriptLanguage {
  @Override
  public String extension() {
    return "py";
  }

  @Override
  public void check(ScriptText script) {
    Program.mapping(script);
  }

  @Override
  public ScriptRoom open() {
    return new StarlarkRoom();
  }
}
