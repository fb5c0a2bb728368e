package io.tributary.broker.script.starlark;

import java.math.BigDecimal;

/** Numbers of IEEE 754, where dividing by zero is an error and NaN equals itself. */
final class FloatType extends Type {
  static final Type FLOAT = new FloatType();

  private FloatType() {
    super("float");
  }

  @Override
  boolean isNumber() {
    return true;
  }

  @Override
  boolean truth(Object value) {
    return (Double) value != 0;
  }

  @Override
  void write(Printer out, Object value) {
    out.put(Floats.text((Double) value, out.run().python()));
  }

  @Override
  int hash(Run run, Object value) {
    double real = (Double) value;
    // Equal numbers have equal hashes, whatever their type.
    return real == Math.rint(real) && !Double.isInfinite(real)
        ? Ints.of(new BigDecimal(real).toBigInteger()).hashCode()
        : value.hashCode();
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    return Ints.compareNumbers(one, other) == 0;
  }

  @Override
  int compare(Run run, Object one, Object other) {
    return Ints.compareNumbers(one, other);
  }

  @Override
  Object negative(Object value) {
    return -(Double) value;
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    return Type.of(right).isNumber() ? reals(operator, Ints.real(left), Ints.real(right)) : null;
  }

  @Override
  Object reflected(Run run, Operator operator, Object left, Object right) {
    return Type.of(left).isNumber() ? reals(operator, Ints.real(left), Ints.real(right)) : null;
  }

  private static Object reals(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> divide(a, b);
      case FLOOR_DIVIDE -> floored(a, b);
      case REMAINDER -> remainder(a, b);
      case POWER -> power(a, b);
      default -> null;
    };
  }

  private static double floored(double a, double b) {
    if (b == 0) {
      throw new StarError(ErrorKind.ZERO_DIVISION, "floored division by zero");
    }
    return Math.floor(a / b);
  }

  static Object divide(double a, double b) {
    if (b == 0) {
      throw new StarError(ErrorKind.ZERO_DIVISION, "floating-point division by zero");
    }
    return a / b;
  }

  private static double remainder(double a, double b) {
    if (b == 0) {
      throw new StarError(ErrorKind.ZERO_DIVISION, "floating-point modulo by zero");
    }
    double rest = a % b;
    if (rest == 0) {
      // spec.md, "Floating-point numbers": the sign is the divisor's, also that of zero.
      return Math.copySign(0.0, b);
    }
    return (rest < 0) != (b < 0) ? rest + b : rest;
  }

  static Object power(double a, double b) {
    if (a == 0 && b < 0) {
      throw new StarError(ErrorKind.ZERO_DIVISION, "0.0 cannot be raised to a negative power");
    }
    return Math.pow(a, b);
  }
}
