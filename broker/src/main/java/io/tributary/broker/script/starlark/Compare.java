package io.tributary.broker.script.starlark;

/** Equality, order and hashes of any two values; spec.md, "Comparisons" and "Hashing". */
final class Compare {
  private Compare() {}

  static boolean equal(Run run, Object one, Object other) {
    if (one == other) {
      return true;
    }
    run.meter().step();
    if (one instanceof String text) {
      return other instanceof String more && sameText(run, text, more);
    }
    Type type = Type.of(one);
    Type second = Type.of(other);
    if (type == second) {
      return type.equal(run, one, other);
    }
    if (areNumbers(run, type, second)) {
      return Ints.compareNumbers(number(one), number(other)) == 0;
    }
    return false;
  }

  private static boolean sameText(Run run, String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    run.meter().read(one.length());
    return one.equals(other);
  }

  /**
   * @return negative, zero or positive
   */
  static int order(Run run, Object one, Object other, String sign) {
    run.meter().step();
    Type type = Type.of(one);
    Type second = Type.of(other);
    if (type == second) {
      return type.compare(run, one, other);
    }
    if (areNumbers(run, type, second)) {
      return Ints.compareNumbers(number(one), number(other));
    }
    throw StarError.type(
        run.python()
            ? "'" + sign + "' not supported between " + type.name() + " and " + second.name()
            : type.name()
                + " "
                + sign
                + " "
                + second.name()
                + " not implemented: unsupported comparison");
  }

  /** In Python a truth value is a number too. */
  private static boolean areNumbers(Run run, Type one, Type other) {
    return isNumber(run, one) && isNumber(run, other);
  }

  private static boolean isNumber(Run run, Type type) {
    return type.isNumber() || (type == BoolType.BOOL && run.python());
  }

  static Object number(Object value) {
    return value instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : value;
  }

  static int hash(Run run, Object value) {
    if (value instanceof String text) {
      return text.hashCode();
    }
    run.meter().step();
    return Type.of(value).hash(run, value);
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    return Type.of(value).truth(value);
  }
}
