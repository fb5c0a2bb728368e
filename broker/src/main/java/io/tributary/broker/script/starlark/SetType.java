package io.tributary.broker.script.starlark;

import java.util.Arrays;
import java.util.Map;

/** Sets. */
final class SetType extends Type {
  static final Type SET = new SetType();

  private SetType() {
    super("set");
  }

  private static StarSet set(Object value) {
    return (StarSet) value;
  }

  @Override
  Map<String, Native> methods() {
    return SetMethods.ALL;
  }

  @Override
  Map<String, Native> pythonMethods() {
    return SetMethods.PYTHON;
  }

  @Override
  boolean truth(Object value) {
    return set(value).size() > 0;
  }

  @Override
  void write(Printer out, Object value) {
    if (set(value).size() == 0) {
      out.put("set()");
    } else if (out.run().python()) {
      out.elements(value, "{", Arrays.asList(set(value).elements(out.run())), "}");
    } else {
      out.elements(value, "set([", Arrays.asList(set(value).elements(out.run())), "])");
    }
  }

  @Override
  int hash(Run run, Object value) {
    if (!set(value).isFrozen()) {
      throw StarError.type("unhashable: set (unhashable type: set)");
    }
    int hash = 0;
    for (Object element : set(value).elements(run)) {
      hash += Compare.hash(run, element);
    }
    return hash;
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    return set(one).size() == set(other).size() && isSubset(run, set(one), set(other));
  }

  static boolean isSubset(Run run, StarSet small, StarSet large) {
    for (Object element : small.elements(run)) {
      if (!large.has(run, element)) {
        return false;
      }
    }
    return true;
  }

  @Override
  Walk walk(Run run, Object value) {
    return set(value).walk();
  }

  @Override
  long length(Object value) {
    return set(value).size();
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    return set(value).has(run, element);
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    if (!(right instanceof StarSet other)) {
      return null;
    }
    Object[] more = other.elements(run);
    return switch (operator) {
      case OR -> SetMethods.union(run, set(left), more);
      case AND -> SetMethods.intersection(run, set(left), more);
      case SUBTRACT -> SetMethods.difference(run, set(left), more);
      case XOR -> SetMethods.symmetric(run, set(left), more);
      default -> null;
    };
  }

  @Override
  Object inPlace(Run run, Operator operator, Object left, Object right) {
    Object changed = binary(run, operator, left, right);
    if (changed == null) {
      return null;
    }
    SetMethods.become(run, set(left), (StarSet) changed);
    return left;
  }
}
