package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A function that a script has made. */
final class StarFunction implements Callable, Freezable {
  private static final Type TYPE =
      new Type("function") {
        @Override
        int hash(Run run, Object value) {
          return System.identityHashCode(value);
        }

        @Override
        void write(Printer out, Object value) {
          out.put("<function " + ((StarFunction) value).name() + ">");
        }

        @Override
        Object field(Run run, Object value, String called) {
          return run.python() && called.equals("__name__") ? ((StarFunction) value).name() : null;
        }
      };

  /** What a call costs. */
  private static final int STEPS = 10;

  private final FunctionCode code;
  private final Object[] defaults;
  private final Cell[] free;
  private final Object[] globals;
  private boolean frozen;

  /**
   * @param defaults null where a parameter has none
   */
  StarFunction(FunctionCode code, Object[] defaults, Cell[] free, Object[] globals) {
    this.code = code;
    this.defaults = defaults;
    this.free = free;
    this.globals = globals;
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
  public boolean freeze(Deque<Object> reached) {
    if (frozen) {
      return false;
    }
    frozen = true;
    for (Object value : defaults) {
      if (value != null) {
        reached.push(value);
      }
    }
    for (Cell cell : free) {
      if (cell != null && cell.value != null) {
        reached.push(cell.value);
      }
    }
    return true;
  }

  @Override
  public Object call(Run run, Arguments arguments) {
    run.meter().charge(STEPS);
    Frame frame = code.frame(run, free, globals);
    run.meter().reserve(64 + frame.slots.length * 8L);
    bind(run, arguments, frame.slots);
    return code.run(frame);
  }

  private void bind(Run run, Arguments arguments, Object[] slots) {
    Parameters parameters = code.parameters();
    Object[] given = arguments.positional();
    int places = parameters.positional().size();
    int taken = Math.min(given.length, places);
    System.arraycopy(given, 0, slots, 0, taken);
    int restSlot = parameters.count();
    if (parameters.rest() != null) {
      slots[restSlot++] = StarTuple.of(Arrays.copyOfRange(given, taken, given.length));
    } else if (given.length > places) {
      throw tooMany(parameters, given.length);
    }
    if (parameters.namedRest() != null) {
      slots[restSlot] = new StarDict();
    }
    for (int index = 0; index < arguments.names().length; index++) {
      name(run, arguments.names()[index], arguments.named()[index], slots, restSlot);
    }
    List<String> missing = null;
    for (int index = 0; index < defaults.length; index++) {
      if (slots[index] == null) {
        slots[index] = defaults[index];
        if (defaults[index] == null) {
          missing = missing == null ? new ArrayList<>() : missing;
          missing.add(parameters.name(index));
        }
      }
    }
    if (missing != null) {
      throw StarError.type(
          "function "
              + name()
              + " missing "
              + missing.size()
              + " argument"
              + (missing.size() == 1 ? "" : "s")
              + " ("
              + String.join(", ", missing)
              + ")");
    }
  }

  private void name(Run run, String name, Object value, Object[] slots, int restSlot) {
    Parameters parameters = code.parameters();
    for (int index = 0; index < parameters.count(); index++) {
      if (parameters.name(index).equals(name)) {
        if (slots[index] != null) {
          throw twice(name);
        }
        slots[index] = value;
        return;
      }
    }
    if (parameters.namedRest() == null) {
      throw StarError.type(
          "function " + name() + " got an unexpected keyword argument \"" + name + "\"");
    }
    ((StarDict) slots[restSlot]).put(run, name, value);
  }

  private StarError twice(String name) {
    return StarError.type(
        "function " + name() + " got multiple values for parameter \"" + name + "\"");
  }

  private StarError tooMany(Parameters parameters, int given) {
    int places = parameters.positional().size();
    boolean optional = parameters.defaults().stream().limit(places).anyMatch(each -> each != null);
    String accepts =
        places == 0
            ? "no " + (parameters.byName().isEmpty() ? "" : "positional ") + "arguments"
            : (optional ? "at most " : "")
                + places
                + " positional argument"
                + (places == 1 ? "" : "s");
    return StarError.type("function " + name() + " accepts " + accepts + " (" + given + " given)");
  }
}
