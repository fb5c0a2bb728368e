package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptLog;
import io.tributary.broker.script.ScriptReads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;

/** One evaluation: all that lives no longer than it. */
final class Run {
  private final Dialect dialect;
  private final Meter meter;
  private final ScriptLog log;
  private final ScriptReads reads;
  private final Function<String, Map<String, Object>> loader;
  private final Deque<FunctionCode> active = new ArrayDeque<>();
  private final Patterns patterns;

  /**
   * @param loader gives the names of a module that {@code load} asks for
   */
  Run(
      Dialect dialect,
      Meter meter,
      ScriptLog log,
      ScriptReads reads,
      Patterns patterns,
      Function<String, Map<String, Object>> loader) {
    this.dialect = dialect;
    this.meter = meter;
    this.log = log;
    this.reads = reads;
    this.patterns = patterns;
    this.loader = loader;
  }

  boolean python() {
    return dialect.python();
  }

  Meter meter() {
    return meter;
  }

  ScriptLog log() {
    return log;
  }

  ScriptReads reads() {
    return reads;
  }

  Patterns patterns() {
    return patterns;
  }

  Map<String, Object> load(String module) {
    return loader.apply(module);
  }

  /** Before a function's body runs. */
  void enter(FunctionCode code) {
    if (!dialect.recursion()) {
      if (active.contains(code)) {
        throw StarError.runtime("function " + code.name() + " called recursively");
      }
      active.push(code);
    }
    meter.enter();
  }

  void leave() {
    if (!dialect.recursion()) {
      active.pop();
    }
    meter.leave();
  }
}
