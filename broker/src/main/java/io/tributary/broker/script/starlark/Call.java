package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls a function or method. */
final class Call extends Expr {
  /** How an argument is given. */
  enum Kind {
    POSITIONAL,
    NAMED,
    SPREAD,
    NAMED_SPREAD
  }

  /**
   * One argument as written.
   *
   * @param name of {@code NAMED} ones
   */
  record Argument(Kind kind, String name, Expr value) {}

  private final Expr function;
  private final Argument[] arguments;
  private final boolean plain;

  Call(Token at, Expr function, List<Argument> arguments) {
    super(at);
    this.function = function;
    this.arguments = arguments.toArray(Argument[]::new);
    plain = arguments.stream().allMatch(each -> each.kind() == Kind.POSITIONAL);
  }

  Expr function() {
    return function;
  }

  Argument[] arguments() {
    return arguments;
  }

  @Override
  Object eval(Frame frame) {
    Run run = frame.run;
    if (function instanceof Access.Dot dot) {
      Object self = dot.object().eval(frame);
      Native method = Type.of(self).method(run, dot.name());
      if (method != null) {
        // Without the detour of a bound method.
        Arguments given = given(frame);
        try {
          return method.call(run, self, given);
        } catch (StarError wrong) {
          throw here(wrong);
        }
      }
      return call(frame, field(frame, dot, self));
    }
    return call(frame, function.eval(frame));
  }

  private static Object field(Frame frame, Access.Dot dot, Object self) {
    try {
      Object found = Attributes.find(frame.run, self, dot.name());
      if (found == null) {
        throw Attributes.missing(frame.run, self, dot.name());
      }
      return found;
    } catch (StarError wrong) {
      throw dot.here(wrong);
    }
  }

  private Object call(Frame frame, Object callee) {
    Arguments given = given(frame);
    try {
      return Callable.call(frame.run, callee, given);
    } catch (StarError wrong) {
      throw here(wrong);
    }
  }

  private Arguments given(Frame frame) {
    if (!plain) {
      return mixed(frame);
    }
    if (arguments.length == 0) {
      return Arguments.NONE;
    }
    Object[] values = new Object[arguments.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = arguments[index].value().eval(frame);
    }
    return Arguments.of(values);
  }

  private Arguments mixed(Frame frame) {
    List<Object> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Object> named = new ArrayList<>();
    for (Argument argument : arguments) {
      Object value = argument.value().eval(frame);
      switch (argument.kind()) {
        case POSITIONAL -> positional.add(value);
        case NAMED -> name(names, named, argument.name(), value);
        case SPREAD -> spread(frame.run, positional, value);
        case NAMED_SPREAD -> namedSpread(frame.run, names, named, value);
      }
    }
    return new Arguments(positional.toArray(), names.toArray(String[]::new), named.toArray());
  }

  private void spread(Run run, List<Object> positional, Object value) {
    try {
      positional.addAll(Arrays.asList(Iterables.elements(run, value)));
    } catch (StarError wrong) {
      throw here(StarError.type("argument after * must be iterable, not " + Type.name(value)));
    }
  }

  private void namedSpread(Run run, List<String> names, List<Object> named, Object value) {
    if (!(value instanceof StarDict dict)) {
      throw here(
          StarError.type("argument after ** must be a mapping (dict), not " + Type.name(value)));
    }
    Object[] keys = dict.keys(run);
    Object[] values = dict.values(run);
    for (int index = 0; index < keys.length; index++) {
      if (!(keys[index] instanceof String name)) {
        throw here(StarError.type("keywords must be strings, not " + Type.name(keys[index])));
      }
      run.meter().charge(names.size() / 8);
      name(names, named, name, values[index]);
    }
  }

  private void name(List<String> names, List<Object> named, String name, Object value) {
    if (names.contains(name)) {
      throw here(
          StarError.type("got multiple values for parameter \"" + name + "\" (duplicate keyword)"));
    }
    names.add(name);
    named.add(value);
  }

  @Override
  void resolve(Scope scope) {
    function.resolve(scope);
    for (Argument argument : arguments) {
      argument.value().resolve(scope);
    }
  }
}
