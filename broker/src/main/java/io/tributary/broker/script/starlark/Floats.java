package io.tributary.broker.script.starlark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floats as text: with the fewest digits that denote them. */
final class Floats {
  private Floats() {}

  /**
   * @param python exponents from 1e16 on, as Python's {@code repr}; else as {@code %g}
   */
  static String text(double value, boolean python) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return (value < 0 ? "-" : python ? "" : "+") + "inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal digits = shortest(value);
    int exponent = digits.precision() - digits.scale() - 1;
    int most = python ? 16 : 6;
    if (exponent < -4 || exponent >= most) {
      return scientific(digits, exponent);
    }
    String plain = digits.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String scientific(BigDecimal digits, int exponent) {
    String all = digits.unscaledValue().abs().toString();
    String fraction = all.length() > 1 ? "." + all.substring(1) : "";
    return (digits.signum() < 0 ? "-" : "") + all.charAt(0) + fraction + exponent(exponent, 'e');
  }

  private static String exponent(int exponent, char letter) {
    int size = Math.abs(exponent);
    return letter + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    // Denormal numbers have fewer digits than the fifteen that all others keep.
    for (int digits = Math.abs(value) < 1e-290 ? 1 : 15; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /**
   * As {@code %e}, {@code %f} or {@code %g} of C have it.
   *
   * @param precision at most a few hundred; the caller has checked
   */
  static String format(double value, char conversion, int precision) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String name = Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
      return Character.isUpperCase(conversion) ? name.toUpperCase(Locale.ROOT) : name;
    }
    return switch (conversion) {
      case 'f', 'F' -> fixed(value, precision);
      case 'e', 'E' -> exponential(value, precision, conversion);
      default -> general(value, precision, conversion);
    };
  }

  private static String fixed(double value, int precision) {
    String text = new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return text.startsWith("-") || !isNegative(value) ? text : "-" + text;
  }

  private static String exponential(double value, int precision, char letter) {
    BigDecimal rounded =
        value == 0
            ? BigDecimal.ZERO
            : new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    StringBuilder digits = new StringBuilder(rounded.unscaledValue().abs().toString());
    while (digits.length() < precision + 1) {
      digits.append('0');
    }
    digits.setLength(precision + 1);
    if (precision > 0) {
      digits.insert(1, '.');
    }
    return (isNegative(value) ? "-" : "") + digits + exponent(exponent, letter);
  }

  private static String general(double value, int precision, char letter) {
    int digits = Math.max(precision, 1);
    if (value == 0) {
      return isNegative(value) ? "-0" : "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal stripped = rounded.stripTrailingZeros();
    if (exponent < -4 || exponent >= digits) {
      String text = scientific(stripped, exponent);
      return letter == 'G' ? text.toUpperCase(Locale.ROOT) : text;
    }
    return stripped.toPlainString();
  }

  private static boolean isNegative(double value) {
    return value < 0 || (value == 0 && 1 / value < 0);
  }
}
