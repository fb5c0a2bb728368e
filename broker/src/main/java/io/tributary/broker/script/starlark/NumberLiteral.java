package io.tributary.broker.script.starlark;

import java.math.BigInteger;

/**
 * A number as a script writes it.
 *
 * @param value {@code Long}, {@code BigInteger} or {@code Double}
 * @param end where the script goes on
 * @param problem null, or why it is none
 */
record NumberLiteral(Object value, int end, String problem) {

  static NumberLiteral read(String source, int start, boolean underscores) {
    if (source.charAt(start) == '0' && start + 1 < source.length()) {
      int radix =
          switch (Character.toLowerCase(source.charAt(start + 1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
          };
      if (radix != 10) {
        return whole(source, start + 2, radix, underscores);
      }
    }
    int at = digits(source, start, underscores);
    boolean real = false;
    if (at < source.length() && source.charAt(at) == '.') {
      real = true;
      at = digits(source, at + 1, underscores);
    }
    if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < source.length() && "+-".indexOf(source.charAt(exponent)) >= 0) {
        exponent++;
      }
      int end = digits(source, exponent, false);
      if (end == exponent) {
        return wrong("invalid float literal", end);
      }
      real = true;
      at = end;
    }
    return finished(source, real ? real(source, start, at) : decimal(source, start, at));
  }

  private static NumberLiteral real(String source, int start, int end) {
    double value = Double.parseDouble(source.substring(start, end).replace("_", ""));
    return Double.isInfinite(value)
        ? wrong("floating-point literal too large", end)
        : new NumberLiteral(value, end, null);
  }

  private static NumberLiteral decimal(String source, int start, int end) {
    String digits = source.substring(start, end).replace("_", "");
    boolean zero = digits.chars().allMatch(digit -> digit == '0');
    if (digits.startsWith("0") && digits.length() > 1 && !zero) {
      return wrong("invalid octal literal " + digits + ", write 0o" + digits.substring(1), end);
    }
    if (zero && digits.length() > 1) {
      return wrong("invalid int literal " + digits, end);
    }
    return new NumberLiteral(integer(digits, 10), end, integerProblem(digits));
  }

  private static NumberLiteral whole(String source, int start, int radix, boolean underscores) {
    int end = start;
    while (end < source.length()
        && ((Character.digit(source.charAt(end), radix) >= 0 && source.charAt(end) < 128)
            || (underscores && source.charAt(end) == '_'))) {
      end++;
    }
    String digits = source.substring(start, end).replace("_", "");
    if (digits.isEmpty()) {
      return wrong(radix == 16 ? "invalid hex literal" : "invalid int literal", end);
    }
    return finished(source, new NumberLiteral(integer(digits, radix), end, integerProblem(digits)));
  }

  /** A letter or digit right after a number belongs to nothing. */
  private static NumberLiteral finished(String source, NumberLiteral read) {
    int end = read.end();
    boolean glued =
        end < source.length()
            && (Character.isDigit(source.charAt(end)) || source.charAt(end) == '_');
    return glued && read.problem() == null ? wrong("invalid int literal", end) : read;
  }

  private static String integerProblem(String digits) {
    return digits.length() > Ints.MOST_DIGITS ? "this number has too many digits" : null;
  }

  private static Object integer(String digits, int radix) {
    return digits.length() > Ints.MOST_DIGITS ? 0L : Ints.of(new BigInteger(digits, radix));
  }

  private static int digits(String source, int start, boolean underscores) {
    int at = start;
    while (at < source.length()
        && ((source.charAt(at) >= '0' && source.charAt(at) <= '9')
            || (underscores && at > start && source.charAt(at) == '_'))) {
      at++;
    }
    return at;
  }

  private static NumberLiteral wrong(String problem, int end) {
    return new NumberLiteral(0L, end, problem);
  }
}
