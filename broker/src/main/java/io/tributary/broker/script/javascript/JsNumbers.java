package io.tributary.broker.script.javascript;

import java.math.BigInteger;

/**
 * JavaScript has one kind of number, which knows whole numbers up to 2^53 only. An id beyond would
 * silently become that of somebody else.
 */
final class JsNumbers {
  private static final long LARGEST_EXACT = (1L << 53) - 1;

  private JsNumbers() {}

  static boolean isExact(double whole) {
    return Math.abs(whole) <= LARGEST_EXACT;
  }

  /** What a script is given: beyond 2^53 a text with all digits. */
  static Object given(Number number) {
    boolean whole = number instanceof Long || number instanceof BigInteger;
    boolean exact = !whole || isExact(number.doubleValue());
    return exact ? (Object) number.doubleValue() : number.toString();
  }
}
