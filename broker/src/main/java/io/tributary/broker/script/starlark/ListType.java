package io.tributary.broker.script.starlark;

import java.util.Arrays;
import java.util.Map;

/** Lists. */
final class ListType extends Type {
  static final Type LIST = new ListType();

  private ListType() {
    super("list");
  }

  private static StarList list(Object value) {
    return (StarList) value;
  }

  @Override
  Map<String, Native> methods() {
    return ListMethods.ALL;
  }

  @Override
  Map<String, Native> pythonMethods() {
    return ListMethods.PYTHON;
  }

  @Override
  boolean truth(Object value) {
    return list(value).size() > 0;
  }

  @Override
  void write(Printer out, Object value) {
    out.elements(value, "[", Arrays.asList(list(value).elements(out.run())), "]");
  }

  @Override
  int hash(Run run, Object value) {
    if (!list(value).isFrozen()) {
      throw StarError.type("unhashable: list (unhashable type: list)");
    }
    return StarTuple.hash(run, list(value).elements(run));
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    StarList a = list(one);
    StarList b = list(other);
    return Sequences.equal(run, a.size(), a::get, b.size(), b::get);
  }

  @Override
  int compare(Run run, Object one, Object other) {
    StarList a = list(one);
    StarList b = list(other);
    return Sequences.compare(run, a.size(), a::get, b.size(), b::get);
  }

  @Override
  Walk walk(Run run, Object value) {
    return list(value).walk();
  }

  @Override
  long length(Object value) {
    return list(value).size();
  }

  @Override
  Object index(Run run, Object value, Object key) {
    return list(value).get(Slice.element(key, list(value).size(), "list"));
  }

  @Override
  Object slice(Run run, Object value, Slice slice) {
    return new StarList(Sequences.part(run, slice, list(value)::get));
  }

  @Override
  boolean set(Run run, Object value, Object key, Object element) {
    list(value).set(Slice.element(key, list(value).size(), "list"), element);
    return true;
  }

  @Override
  boolean remove(Run run, Object value, Object key) {
    list(value).remove(run, Slice.element(key, list(value).size(), "list"));
    return true;
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    return Sequences.indexOf(run, 0, list(value).size(), list(value)::get, element) >= 0;
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    if (operator == Operator.ADD && right instanceof StarList more) {
      return new StarList(Sequences.concatenated(run, list(left).elements(), more.elements()));
    }
    return operator == Operator.MULTIPLY && Ints.isInt(right)
        ? new StarList(Sequences.repeat(run, list(left).elements(run), right))
        : null;
  }

  @Override
  Object reflected(Run run, Operator operator, Object left, Object right) {
    return operator == Operator.MULTIPLY && Ints.isInt(left)
        ? new StarList(Sequences.repeat(run, list(right).elements(run), left))
        : null;
  }

  @Override
  Object inPlace(Run run, Operator operator, Object left, Object right) {
    if (operator == Operator.ADD && Iterables.isIterable(run, right)) {
      list(left).change("extend");
      list(left).addAll(run, Iterables.elements(run, right));
      return left;
    }
    return null;
  }
}
