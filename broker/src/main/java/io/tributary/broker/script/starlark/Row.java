package io.tributary.broker.script.starlark;

import java.util.List;

/** A list, tuple or set with its elements written out; the first two may be assigned to. */
final class Row extends Expr implements Target {
  /** What it becomes. */
  enum Kind {
    LIST,
    TUPLE,
    SET
  }

  private final Kind kind;
  private final Expr[] elements;

  Row(Token at, Kind kind, List<Expr> elements) {
    super(at);
    this.kind = kind;
    this.elements = elements.toArray(Expr[]::new);
  }

  boolean isTuple() {
    return kind == Kind.TUPLE;
  }

  Kind kind() {
    return kind;
  }

  Expr[] elements() {
    return elements;
  }

  @Override
  Object eval(Frame frame) {
    Run run = frame.run;
    run.meter().reserve(24 + elements.length * 8L);
    Object[] values = new Object[elements.length];
    for (int index = 0; index < values.length; index++) {
      run.meter().step();
      values[index] = elements[index].eval(frame);
    }
    return switch (kind) {
      case LIST -> new StarList(values);
      case TUPLE -> StarTuple.of(values);
      case SET -> set(run, values);
    };
  }

  private StarSet set(Run run, Object[] values) {
    try {
      return StarSet.of(run, values);
    } catch (StarError wrong) {
      throw here(wrong);
    }
  }

  @Override
  void resolve(Scope scope) {
    for (Expr element : elements) {
      element.resolve(scope);
    }
  }

  @Override
  public void assign(Frame frame, Object value) {
    Object[] values;
    try {
      if (!Iterables.isIterable(frame.run, value)) {
        throw StarError.type("got " + Type.name(value) + " in sequence assignment");
      }
      values = Iterables.elements(frame.run, value);
      if (values.length != elements.length) {
        throw StarError.value(
            (values.length > elements.length
                    ? "too many values to unpack"
                    : "too few values to unpack")
                + " (got "
                + values.length
                + ", want "
                + elements.length
                + ")");
      }
    } catch (StarError wrong) {
      throw here(wrong);
    }
    for (int index = 0; index < values.length; index++) {
      ((Target) elements[index]).assign(frame, values[index]);
    }
  }

  @Override
  public void declare(Scope scope) {
    for (Expr element : elements) {
      ((Target) element).declare(scope);
    }
  }

  @Override
  public void resolveTarget(Scope scope) {
    for (Expr element : elements) {
      ((Target) element).resolveTarget(scope);
    }
  }
}
