package io.tributary.broker.script.javascript;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptReads;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;

/** An object of the input that tells what was read of it. */
final class JsWatched extends NativeObject {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final transient ScriptReads reads;

  JsWatched(String path, ScriptReads reads) {
    this.path = path;
    this.reads = reads;
  }

  @Override
  public Object get(String name, Scriptable start) {
    Object value;
    try {
      value = super.get(name, start);
    } catch (LimitError refused) {
      note(name);
      throw refused;
    }
    if (value == NOT_FOUND ? !inherited(name) : !(value instanceof JsWatched)) {
      note(name);
    }
    return value;
  }

  @Override
  public Object get(int index, Scriptable start) {
    note(Integer.toString(index));
    return super.get(index, start);
  }

  /** What every object has, and {@code JSON.stringify} asks each for. */
  private boolean inherited(String name) {
    return name.equals("toJSON") || getPrototype().has(name, getPrototype());
  }

  private void note(String name) {
    reads.note(path, name);
  }
}
