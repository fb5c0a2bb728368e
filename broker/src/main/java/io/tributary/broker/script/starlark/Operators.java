package io.tributary.broker.script.starlark;

/** Applies operators to any two values. */
final class Operators {
  private Operators() {}

  static Object binary(Run run, Operator operator, Object left, Object right) {
    if (operator == Operator.ADD) {
      if (left instanceof String one && right instanceof String other) {
        run.meter().text((long) one.length() + other.length());
        return one.concat(other);
      }
      if (left instanceof Long one && right instanceof Long other) {
        long sum = one + other;
        if (((one ^ sum) & (other ^ sum)) >= 0) {
          return sum;
        }
      }
    }
    Object result = Type.of(left).binary(run, operator, left, right);
    if (result == null) {
      result = Type.of(right).reflected(run, operator, left, right);
    }
    if (result == null && run.python() && (left instanceof Boolean || right instanceof Boolean)) {
      result = ofTruths(run, operator, left, right);
    }
    if (result == null) {
      throw unsupported(operator.sign(), left, right);
    }
    return result;
  }

  /** In Python truth values count as 0 and 1, and {@code & | ^} of two stay what they are. */
  private static Object ofTruths(Run run, Operator operator, Object left, Object right) {
    Object one = Compare.number(left);
    Object other = Compare.number(right);
    Object result = Type.of(one).binary(run, operator, one, other);
    if (result == null) {
      result = Type.of(other).reflected(run, operator, one, other);
    }
    boolean both = left instanceof Boolean && right instanceof Boolean;
    return switch (operator) {
      case AND, OR, XOR -> both ? (Object) result.equals(1L) : result;
      default -> result;
    };
  }

  /** {@code left operator= right}: the new value of the left side. */
  static Object augmented(Run run, Operator operator, Object left, Object right) {
    Object changed = Type.of(left).inPlace(run, operator, left, right);
    return changed == null ? binary(run, operator, left, right) : changed;
  }

  static Object unary(Run run, String sign, Object value) {
    Object number = run.python() ? Compare.number(value) : value;
    Type type = Type.of(number);
    if (type.isNumber()) {
      if (sign.equals("+")) {
        return number;
      }
      if (sign.equals("-")) {
        return type.negative(number);
      }
      if (Ints.isInt(number)) {
        return IntType.INT.binary(run, Operator.SUBTRACT, type.negative(number), 1L);
      }
    }
    throw StarError.type(
        "unknown unary op: "
            + sign
            + Type.name(value)
            + " (unsupported unary operation: "
            + sign
            + Type.name(value)
            + ")");
  }

  private static StarError unsupported(String sign, Object left, Object right) {
    return StarError.type(
        "unknown binary op: " + Type.name(left) + " " + sign + " " + Type.name(right));
  }
}
