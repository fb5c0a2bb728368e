package io.tributary.broker.script.starlark;

/** Expressions that look into a value. */
final class Access {
  private Access() {}

  /** {@code object.name}. */
  static final class Dot extends Expr implements Target {
    private final Expr object;
    private final String name;

    Dot(Token at, Expr object) {
      super(at);
      this.object = object;
      this.name = at.text();
    }

    Expr object() {
      return object;
    }

    String name() {
      return name;
    }

    @Override
    Object eval(Frame frame) {
      Object value = object.eval(frame);
      frame.run.meter().step();
      try {
        Object found = Attributes.find(frame.run, value, name);
        if (found == null) {
          throw Attributes.missing(frame.run, value, name);
        }
        return found;
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    @Override
    void resolve(Scope scope) {
      object.resolve(scope);
    }

    @Override
    public void assign(Frame frame, Object value) {
      String type = Type.name(object.eval(frame));
      throw here(StarError.attribute("can't assign to ." + name + " field of " + type + " value"));
    }

    @Override
    public void declare(Scope scope) {}

    @Override
    public void resolveTarget(Scope scope) {
      resolve(scope);
    }
  }

  /** {@code object[key]}. */
  static final class Index extends Expr implements Target {
    private final Expr object;
    private final Expr key;

    Index(Token at, Expr object, Expr key) {
      super(at);
      this.object = object;
      this.key = key;
    }

    @Override
    Object eval(Frame frame) {
      return get(frame, object.eval(frame), key.eval(frame));
    }

    Expr object() {
      return object;
    }

    Expr key() {
      return key;
    }

    Object get(Frame frame, Object value, Object at) {
      frame.run.meter().step();
      try {
        Object found = Type.of(value).index(frame.run, value, at);
        if (found == null) {
          throw StarError.type(
              "unhandled index operation "
                  + Type.name(value)
                  + "["
                  + Type.name(at)
                  + "]: type '"
                  + Type.name(value)
                  + "' has no operator []");
        }
        return found;
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    void set(Frame frame, Object value, Object at, Object element) {
      try {
        if (!Type.of(value).set(frame.run, value, at, element)) {
          throw StarError.type(
              Type.name(value)
                  + " value does not support item assignment: can only assign an"
                  + " element in a dictionary or a list");
        }
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    /** For {@code del}. */
    void remove(Frame frame) {
      Object value = object.eval(frame);
      Object at = key.eval(frame);
      try {
        if (!Type.of(value).remove(frame.run, value, at)) {
          throw StarError.type(Type.name(value) + " value does not support item deletion");
        }
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    @Override
    void resolve(Scope scope) {
      object.resolve(scope);
      key.resolve(scope);
    }

    @Override
    public void assign(Frame frame, Object value) {
      set(frame, object.eval(frame), key.eval(frame), value);
    }

    @Override
    public void declare(Scope scope) {}

    @Override
    public void resolveTarget(Scope scope) {
      resolve(scope);
    }
  }

  /** {@code object[start:stop:stride]}; each of the three may be null. */
  static final class Part extends Expr {
    private final Expr object;
    private final Expr start;
    private final Expr stop;
    private final Expr stride;

    Part(Token at, Expr object, Expr start, Expr stop, Expr stride) {
      super(at);
      this.object = object;
      this.start = start;
      this.stop = stop;
      this.stride = stride;
    }

    @Override
    Object eval(Frame frame) {
      Object value = object.eval(frame);
      Object from = start == null ? null : start.eval(frame);
      Object to = stop == null ? null : stop.eval(frame);
      Object step = stride == null ? null : stride.eval(frame);
      try {
        Type type = Type.of(value);
        long length = type.length(value);
        Object part = null;
        if (length >= 0) {
          if (length > Integer.MAX_VALUE) {
            throw StarError.value(type.name() + " is too long to slice");
          }
          part = type.slice(frame.run, value, Slice.of(from, to, step, (int) length));
        }
        if (part == null) {
          throw StarError.type(
              "invalid slice operand "
                  + type.name()
                  + ": type '"
                  + type.name()
                  + "' has no operator [:](int, int, int)");
        }
        return part;
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    @Override
    void resolve(Scope scope) {
      for (Expr each : new Expr[] {object, start, stop, stride}) {
        if (each != null) {
          each.resolve(scope);
        }
      }
    }
  }
}
