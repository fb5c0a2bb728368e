package io.tributary.broker.script.starlark;

/** An error as a value: what {@code except … as e} binds and {@code raise} takes. */
final class StarException implements Value {
  private static final Type TYPE =
      new Type("Exception") {
        @Override
        int hash(Run run, Object value) {
          return System.identityHashCode(value);
        }

        @Override
        void write(Printer out, Object value) {
          StarException exception = (StarException) value;
          out.put(exception.kind.python());
          String close = exception.arguments.size() == 1 ? ")" : null;
          if (close == null) {
            out.write(exception.arguments);
          } else {
            out.put("(");
            out.write(exception.arguments.get(0));
            out.put(close);
          }
        }

        @Override
        void print(Printer out, Object value) {
          out.put(((StarException) value).message(out.run()));
        }

        @Override
        Object field(Run run, Object value, String called) {
          return called.equals("args") ? ((StarException) value).arguments : null;
        }
      };

  /** What makes errors of one kind, and what {@code except} names. */
  record Kind(ErrorKind kind) implements Callable {
    private static final Type TYPE =
        new Type("type") {
          @Override
          int hash(Run run, Object value) {
            return value.hashCode();
          }

          @Override
          boolean equal(Run run, Object one, Object other) {
            return one.equals(other);
          }

          @Override
          void write(Printer out, Object value) {
            out.put("<class '" + ((Kind) value).name() + "'>");
          }

          @Override
          Object field(Run run, Object value, String called) {
            return called.equals("__name__") ? ((Kind) value).name() : null;
          }
        };

    @Override
    public String name() {
      return kind.python();
    }

    @Override
    public Type type() {
      return TYPE;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
      arguments.refuseNamed(name());
      return new StarException(kind, StarTuple.of(arguments.positional()), null);
    }
  }

  private final ErrorKind kind;
  private final StarTuple arguments;
  private final StarError caught;

  private StarException(ErrorKind kind, StarTuple arguments, StarError caught) {
    this.kind = kind;
    this.arguments = arguments;
    this.caught = caught;
  }

  static StarException of(StarError error) {
    return new StarException(error.kind(), StarTuple.of(error.arguments()), error);
  }

  ErrorKind kind() {
    return kind;
  }

  @Override
  public Type type() {
    return TYPE;
  }

  /** To be thrown: again, when it was caught. */
  StarError error(Run run) {
    if (caught != null) {
      return caught;
    }
    return new StarError(kind, message(run), arguments.elements()).onPurpose();
  }

  private String message(Run run) {
    if (caught != null && kind != ErrorKind.KEY) {
      return caught.getMessage();
    }
    return switch (arguments.size()) {
      case 0 -> "";
      // As Python has it: a key is shown as it would be written.
      case 1 ->
          kind == ErrorKind.KEY
              ? Printer.repr(run, arguments.get(0))
              : Printer.str(run, arguments.get(0));
      default -> Printer.repr(run, arguments);
    };
  }
}
