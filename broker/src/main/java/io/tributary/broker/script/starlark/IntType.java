package io.tributary.broker.script.starlark;

import java.math.BigInteger;

/** Whole numbers. */
final class IntType extends Type {
  static final Type INT = new IntType();

  private IntType() {
    super("int");
  }

  @Override
  boolean isNumber() {
    return true;
  }

  @Override
  boolean truth(Object value) {
    return !value.equals(0L);
  }

  @Override
  void write(Printer out, Object value) {
    if (value instanceof BigInteger big) {
      Ints.bits(out.run(), big.bitLength());
    }
    out.put(value.toString());
  }

  @Override
  int hash(Run run, Object value) {
    return value.hashCode();
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    return one.equals(other);
  }

  @Override
  int compare(Run run, Object one, Object other) {
    return Ints.compareNumbers(one, other);
  }

  @Override
  Object negative(Object value) {
    return value instanceof Long small && small != Long.MIN_VALUE
        ? (Object) (-small)
        : Ints.of(Ints.big(value).negate());
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    if (!Ints.isInt(right)) {
      return null;
    }
    if (operator == Operator.DIVIDE) {
      return FloatType.divide(Ints.real(left), Ints.real(right));
    }
    if (left instanceof Long a && right instanceof Long b) {
      Object quick = quick(operator, a, b);
      if (quick != null) {
        return quick;
      }
    }
    return slow(run, operator, left, right);
  }

  /** Null when the result may not fit. */
  private static Object quick(Operator operator, long a, long b) {
    return switch (operator) {
      case ADD -> {
        long sum = a + b;
        yield ((a ^ sum) & (b ^ sum)) < 0 ? null : (Object) sum;
      }
      case SUBTRACT -> {
        long difference = a - b;
        yield ((a ^ b) & (a ^ difference)) < 0 ? null : (Object) difference;
      }
      case MULTIPLY -> {
        long low = a * b;
        yield Math.multiplyHigh(a, b) == low >> 63 ? (Object) low : null;
      }
      // The least number divided by -1 does not fit.
      case FLOOR_DIVIDE -> b == 0 || b == -1 ? null : (Object) Math.floorDiv(a, b);
      case REMAINDER -> b == 0 ? null : (Object) Math.floorMod(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      default -> null;
    };
  }

  private static Object slow(Run run, Operator operator, Object left, Object right) {
    BigInteger a = Ints.big(left);
    BigInteger b = Ints.big(right);
    long longer = Math.max(a.bitLength(), b.bitLength()) + 1L;
    switch (operator) {
      case MULTIPLY -> Ints.bits(run, (long) a.bitLength() + b.bitLength());
      case LEFT, RIGHT, POWER -> {}
      default -> Ints.bits(run, longer);
    }
    return switch (operator) {
      case ADD -> Ints.of(a.add(b));
      case SUBTRACT -> Ints.of(a.subtract(b));
      case MULTIPLY -> Ints.of(a.multiply(b));
      case FLOOR_DIVIDE -> Ints.of(floor(a, b)[0]);
      case REMAINDER -> Ints.of(floor(a, b)[1]);
      case AND -> Ints.of(a.and(b));
      case OR -> Ints.of(a.or(b));
      case XOR -> Ints.of(a.xor(b));
      case LEFT -> shiftLeft(run, a, b);
      case RIGHT -> shiftRight(a, b);
      case POWER -> power(run, a, b);
      case DIVIDE -> null;
    };
  }

  /** Quotient and remainder of floored division. */
  private static BigInteger[] floor(BigInteger a, BigInteger b) {
    if (b.signum() == 0) {
      throw new StarError(ErrorKind.ZERO_DIVISION, "integer division by zero");
    }
    BigInteger[] both = a.divideAndRemainder(b);
    if (both[1].signum() != 0 && both[1].signum() != b.signum()) {
      both[0] = both[0].subtract(BigInteger.ONE);
      both[1] = both[1].add(b);
    }
    return both;
  }

  private static Object shiftLeft(Run run, BigInteger a, BigInteger b) {
    int places = places(b);
    if (a.signum() == 0) {
      return 0L;
    }
    Ints.bits(run, (long) a.bitLength() + places);
    return Ints.of(a.shiftLeft(places));
  }

  private static Object shiftRight(BigInteger a, BigInteger b) {
    return Ints.of(a.shiftRight(places(b)));
  }

  private static int places(BigInteger b) {
    if (b.signum() < 0) {
      throw StarError.value("negative shift count: " + b);
    }
    return Ints.clamped(Ints.of(b));
  }

  private static Object power(Run run, BigInteger a, BigInteger b) {
    if (b.signum() < 0) {
      return FloatType.power(Ints.real(Ints.of(a)), Ints.real(Ints.of(b)));
    }
    if (a.abs().bitLength() <= 1) {
      return Ints.of(
          b.testBit(0) || b.signum() == 0 ? (b.signum() == 0 ? BigInteger.ONE : a) : a.abs());
    }
    int times = Ints.clamped(Ints.of(b));
    Ints.bits(run, (long) a.bitLength() * times);
    return Ints.of(a.pow(times));
  }
}
