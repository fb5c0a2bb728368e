package io.tributary.broker.script.starlark;

import java.math.BigInteger;
import java.util.Map;

/**
 * What the values of one type can do. What a type does not override its values cannot do: null
 * answers, and -1 for a length, say so.
 */
abstract class Type {
  private final String name;

  Type(String name) {
    this.name = name;
  }

  /** The one place that looks at Java classes. */
  static Type of(Object value) {
    if (value instanceof String) {
      return StringType.STRING;
    }
    if (value instanceof Value own) {
      return own.type();
    }
    if (value instanceof Long || value instanceof BigInteger) {
      return IntType.INT;
    }
    if (value instanceof Boolean) {
      return BoolType.BOOL;
    }
    if (value instanceof Double) {
      return FloatType.FLOAT;
    }
    throw new IllegalStateException("Not a value: " + value);
  }

  static String name(Object value) {
    return of(value).name();
  }

  final String name() {
    return name;
  }

  boolean isNumber() {
    return false;
  }

  /** Methods that spec.md knows. */
  Map<String, Native> methods() {
    return Map.of();
  }

  /** Methods that only Python knows. */
  Map<String, Native> pythonMethods() {
    return Map.of();
  }

  final Native method(Run run, String called) {
    Native found = methods().get(called);
    return found == null && run.python() ? pythonMethods().get(called) : found;
  }

  /** A field, or null. */
  Object field(Run run, Object value, String called) {
    return null;
  }

  /** The names of fields, for {@code dir}. */
  Iterable<String> fields(Object value) {
    return java.util.List.of();
  }

  boolean truth(Object value) {
    return true;
  }

  abstract void write(Printer out, Object value);

  /** As {@code str} has it, where that differs from {@code repr}. */
  void print(Printer out, Object value) {
    write(out, value);
  }

  int hash(Run run, Object value) {
    throw StarError.type("unhashable: " + name + " (unhashable type: " + name + ")");
  }

  /** Of two values of this type. */
  boolean equal(Run run, Object one, Object other) {
    return one == other;
  }

  /** Of two values of this type; fails when they have no order. */
  int compare(Run run, Object one, Object other) {
    throw StarError.type(
        name + " < " + name + " not implemented: unsupported comparison: " + name + " <=> " + name);
  }

  Walk walk(Run run, Object value) {
    return null;
  }

  long length(Object value) {
    return -1;
  }

  Object index(Run run, Object value, Object key) {
    return null;
  }

  Object slice(Run run, Object value, Slice slice) {
    return null;
  }

  /** False when elements cannot be set at all. */
  boolean set(Run run, Object value, Object key, Object element) {
    return false;
  }

  boolean remove(Run run, Object value, Object key) {
    return false;
  }

  Boolean contains(Run run, Object value, Object element) {
    return null;
  }

  Object binary(Run run, Operator operator, Object left, Object right) {
    return null;
  }

  /** As the right operand of a value of another type. */
  Object reflected(Run run, Operator operator, Object left, Object right) {
    return null;
  }

  /** {@code left operator= right} when that changes the left value itself, else null. */
  Object inPlace(Run run, Operator operator, Object left, Object right) {
    return null;
  }

  Object negative(Object value) {
    return null;
  }
}
