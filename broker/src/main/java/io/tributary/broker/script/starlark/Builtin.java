package io.tributary.broker.script.starlark;

import java.util.Map;

/** A built-in function, or a method together with the value that it belongs to. */
final class Builtin implements Callable {
  private static final Type TYPE = new BuiltinType();

  private final Native code;
  private final Object self;

  /**
   * @param self null for functions
   */
  Builtin(Native code, Object self) {
    this.code = code;
    this.self = self;
  }

  @Override
  public Type type() {
    return TYPE;
  }

  @Override
  public String name() {
    return code.name();
  }

  @Override
  public Object call(Run run, Arguments arguments) {
    return code.call(run, self, arguments);
  }

  private static final class BuiltinType extends Type {
    BuiltinType() {
      super("builtin_function_or_method");
    }

    @Override
    int hash(Run run, Object value) {
      Builtin builtin = (Builtin) value;
      return 31 * builtin.code.hashCode() + System.identityHashCode(builtin.self);
    }

    /**
     * spec.md, "Hashing": by identity, and each {@code x.f} is a value of its own. In Python the
     * same method of the same value is equal.
     */
    @Override
    boolean equal(Run run, Object one, Object other) {
      if (!run.python()) {
        return one == other;
      }
      Builtin a = (Builtin) one;
      Builtin b = (Builtin) other;
      return a.code == b.code && a.self == b.self;
    }

    @Override
    void write(Printer out, Object value) {
      Builtin builtin = (Builtin) value;
      PythonClass kind = out.run().python() ? PythonClass.named(builtin.name()) : null;
      if (kind != null && builtin.self == null) {
        out.put("<class '" + builtin.name() + "'>");
      } else if (builtin.self == null) {
        out.put("<built-in function " + builtin.name() + ">");
      } else {
        out.put(
            "<built-in method " + builtin.name() + " of " + Type.name(builtin.self) + " value>");
      }
    }

    /** {@code str.lower} and the like: methods whose value is the first argument. */
    @Override
    Object field(Run run, Object value, String called) {
      Builtin builtin = (Builtin) value;
      if (!run.python() || builtin.self != null) {
        return null;
      }
      if (called.equals("__name__")) {
        return builtin.name();
      }
      PythonClass kind = PythonClass.named(builtin.name());
      return kind == null ? null : kind.unbound(run, called);
    }

    @Override
    Map<String, Native> methods() {
      return Map.of();
    }
  }
}
