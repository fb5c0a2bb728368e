package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Whole numbers without a largest one, but not larger than is quickly worked with. */
final class Ints {
  /** Beyond this one multiplication would take too long to be one step. */
  private static final int MOST_BITS = 1 << 15;

  /** Of a literal or a text that is read as a number. */
  static final int MOST_DIGITS = 9_000;

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private Ints() {}

  /** The value's one form. */
  static Object of(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  static BigInteger big(Object value) {
    return value instanceof Long small ? BigInteger.valueOf(small) : (BigInteger) value;
  }

  static boolean isInt(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** Before a number of this many bits is made; the work grows with their square. */
  static void bits(Run run, long bits) {
    if (bits > MOST_BITS) {
      throw new LimitError(
          ScriptFailure.Reason.MEMORY, "made a number of more than " + MOST_BITS + " bits");
    }
    long words = bits / 32 + 1;
    run.meter().reserve(words * 4);
    run.meter().charge(words * words / 64);
  }

  /** One that fits an {@code int}, clamped, for indexes and counts. */
  static int clamped(Object value) {
    if (value instanceof Long small) {
      return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, small));
    }
    return ((BigInteger) value).signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  static long clampedLong(Object value) {
    return value instanceof Long small
        ? small
        : ((BigInteger) value).max(LEAST).min(MOST).longValue();
  }

  static int compareNumbers(Object one, Object other) {
    if (one instanceof Long a && other instanceof Long b) {
      return Long.compare(a, b);
    }
    if (one instanceof Double a && other instanceof Double b) {
      // +0.0 equals -0.0, NaN is the greatest and equals itself.
      return a.doubleValue() == b.doubleValue() ? 0 : Double.compare(a, b);
    }
    if (one instanceof Double a) {
      return -compareWithReal(big(other), a);
    }
    if (other instanceof Double b) {
      return compareWithReal(big(one), b);
    }
    return big(one).compareTo(big(other));
  }

  /** Exactly: neither is rounded to the other's type. */
  private static int compareWithReal(BigInteger whole, double real) {
    if (Double.isNaN(real) || real == Double.POSITIVE_INFINITY) {
      return -1;
    }
    if (real == Double.NEGATIVE_INFINITY) {
      return 1;
    }
    return new BigDecimal(whole).compareTo(new BigDecimal(real));
  }

  /**
   * As a float.
   *
   * @throws StarError when it is too large
   */
  static double real(Object value) {
    if (value instanceof Double real) {
      return real;
    }
    double near = big(value).doubleValue();
    if (Double.isInfinite(near)) {
      throw new StarError(ErrorKind.OVERFLOW, "int too large to convert to float");
    }
    return near;
  }

  /** The whole number that a float denotes. */
  static Object truncated(double real) {
    if (Double.isNaN(real) || Double.isInfinite(real)) {
      throw StarError.value(
          "cannot convert float " + (Double.isNaN(real) ? "NaN" : "infinity") + " to integer");
    }
    return Math.abs(real) < 1L << 62
        ? (Object) (long) real
        : of(new BigDecimal(real).toBigInteger());
  }
}
