package io.tributary.broker.claims;

/** JavaScript (ECMAScript 2015 and much of what came later) on Rhino, without any way out. */
public final class RhinoLanguage implements ScriptLanguage {
  @Override
  public String extension() {
    return "js";
  }

  @Override
  public void check(ScriptText script) {
    JavaScriptSource.prepare(script);
  }

  @Override
  public ScriptRoom open() {
    return new RhinoRoom();
  }
}
