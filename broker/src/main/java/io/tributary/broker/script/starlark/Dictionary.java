package io.tributary.broker.script.starlark;

import java.util.List;

/** A dictionary with its entries written out. */
final class Dictionary extends Expr {
  /**
   * One entry.
   *
   * @param key null for {@code **value}
   */
  record Entry(Expr key, Expr value) {}

  private final List<Entry> entries;

  Dictionary(Token at, List<Entry> entries) {
    super(at);
    this.entries = entries;
  }

  @Override
  Object eval(Frame frame) {
    Run run = frame.run;
    run.meter().reserve(256);
    StarDict dict = new StarDict();
    for (Entry entry : entries) {
      run.meter().step();
      if (entry.key() == null) {
        spread(run, dict, entry.value().eval(frame));
        continue;
      }
      Object key = entry.key().eval(frame);
      Object value = entry.value().eval(frame);
      try {
        if (!run.python() && dict.has(run, key)) {
          throw StarError.value("duplicate key: " + Printer.repr(run, key));
        }
        dict.put(run, key, value);
      } catch (StarError wrong) {
        throw entry.key().here(wrong);
      }
    }
    return dict;
  }

  private void spread(Run run, StarDict dict, Object value) {
    if (!(value instanceof StarDict more)) {
      throw here(StarError.type("** takes a dict, got " + Type.name(value)));
    }
    dict.putAll(run, more);
  }

  @Override
  void resolve(Scope scope) {
    for (Entry entry : entries) {
      if (entry.key() != null) {
        entry.key().resolve(scope);
      }
      entry.value().resolve(scope);
    }
  }
}
