package io.tributary.broker.script.starlark;

import java.util.Arrays;
import java.util.Map;

/** Tuples. */
final class TupleType extends Type {
  static final Type TUPLE = new TupleType();

  private TupleType() {
    super("tuple");
  }

  private static StarTuple tuple(Object value) {
    return (StarTuple) value;
  }

  @Override
  Map<String, Native> pythonMethods() {
    return ListMethods.PYTHON_TUPLE;
  }

  @Override
  boolean truth(Object value) {
    return tuple(value).size() > 0;
  }

  @Override
  void write(Printer out, Object value) {
    String close = tuple(value).size() == 1 ? ",)" : ")";
    out.elements(value, "(", Arrays.asList(tuple(value).elements()), close);
  }

  @Override
  int hash(Run run, Object value) {
    return tuple(value).hash(run);
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    StarTuple a = tuple(one);
    StarTuple b = tuple(other);
    return Sequences.equal(run, a.size(), a::get, b.size(), b::get);
  }

  @Override
  int compare(Run run, Object one, Object other) {
    StarTuple a = tuple(one);
    StarTuple b = tuple(other);
    return Sequences.compare(run, a.size(), a::get, b.size(), b::get);
  }

  @Override
  Walk walk(Run run, Object value) {
    return Walk.over(tuple(value).elements());
  }

  @Override
  long length(Object value) {
    return tuple(value).size();
  }

  @Override
  Object index(Run run, Object value, Object key) {
    return tuple(value).get(Slice.element(key, tuple(value).size(), "tuple"));
  }

  @Override
  Object slice(Run run, Object value, Slice slice) {
    return StarTuple.of(Sequences.part(run, slice, tuple(value)::get));
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    return Sequences.indexOf(run, 0, tuple(value).size(), tuple(value)::get, element) >= 0;
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    if (operator == Operator.ADD && right instanceof StarTuple more) {
      return StarTuple.of(Sequences.concatenated(run, tuple(left).elements(), more.elements()));
    }
    return operator == Operator.MULTIPLY && Ints.isInt(right)
        ? StarTuple.of(Sequences.repeat(run, tuple(left).elements(), right))
        : null;
  }

  @Override
  Object reflected(Run run, Operator operator, Object left, Object right) {
    return operator == Operator.MULTIPLY && Ints.isInt(left)
        ? StarTuple.of(Sequences.repeat(run, tuple(right).elements(), left))
        : null;
  }
}
