package io.tributary.broker.script.starlark;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Functions that make a value of a type from another. */
final class Conversions {
  private static final Pattern REAL =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");
  private static final Pattern SPECIAL = Pattern.compile("[+-]?(?:inf|infinity|nan)");

  static final Map<String, Native> ALL =
      Native.table(
          Native.of("bool", "x?", (run, self, a) -> a[0] != null && Compare.truth(a[0])),
          Native.of("bytes", "x", (run, self, a) -> bytes(run, a[0])),
          Native.open("dict", Conversions::dict),
          Native.of("float", "x?", (run, self, a) -> a[0] == null ? 0.0 : real(run, a[0])),
          Native.of("int", "x? base?=", Conversions::whole),
          Native.of(
              "list",
              "x?",
              (run, self, a) ->
                  a[0] == null ? new StarList() : new StarList(Iterables.elements(run, a[0]))),
          Native.of(
              "set",
              "x?",
              (run, self, a) ->
                  a[0] == null ? new StarSet() : StarSet.of(run, Iterables.elements(run, a[0]))),
          Native.of("str", "x?", Conversions::text),
          Native.of(
              "tuple",
              "x?",
              (run, self, a) -> {
                if (a[0] instanceof StarTuple) {
                  return a[0];
                }
                return a[0] == null ? StarTuple.EMPTY : StarTuple.of(Iterables.elements(run, a[0]));
              }));

  private Conversions() {}

  private static Object text(Run run, Object self, Object[] a) {
    if (a[0] == null) {
      if (run.python()) {
        return "";
      }
      throw StarError.type("str: got 0 arguments, want exactly 1 (missing argument for x)");
    }
    return Printer.str(run, a[0]);
  }

  private static Object bytes(Run run, Object value) {
    if (value instanceof Bytes) {
      return value;
    }
    if (value instanceof String text) {
      return BytesType.encoded(run, text);
    }
    if (Ints.isInt(value)) {
      throw StarError.type("bytes: got int, want string, bytes, or iterable of ints");
    }
    Object[] elements = Iterables.elements(run, value);
    byte[] octets = new byte[elements.length];
    for (int index = 0; index < octets.length; index++) {
      if (!Ints.isInt(elements[index])) {
        throw StarError.type(
            "bytes: at index " + index + ", got " + Type.name(elements[index]) + ", want int");
      }
      int octet = Ints.clamped(elements[index]);
      if (octet < 0 || octet > 255) {
        throw StarError.value(
            "bytes: at index "
                + index
                + ", "
                + elements[index]
                + " out of range (want value in"
                + " unsigned 8-bit range)");
      }
      octets[index] = (byte) octet;
    }
    return new Bytes(octets);
  }

  private static Object dict(Run run, Object self, Arguments arguments) {
    StarDict dict = new StarDict();
    DictMethods.fill(run, dict, "dict", arguments);
    return dict;
  }

  private static Object real(Run run, Object value) {
    if (Type.of(value).isNumber()) {
      return Ints.real(value);
    }
    if (value instanceof Boolean truth) {
      return truth ? 1.0 : 0.0;
    }
    if (!(value instanceof String text)) {
      throw StarError.type("float: got " + Type.name(value) + ", want number or string");
    }
    String trimmed = run.python() ? text.strip() : text;
    run.meter().charge(trimmed.length());
    String lower = trimmed.toLowerCase(Locale.ROOT);
    if (SPECIAL.matcher(lower).matches()) {
      boolean negative = lower.startsWith("-");
      return lower.endsWith("nan")
          ? Double.NaN
          : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (trimmed.length() > 1000 || !REAL.matcher(trimmed).matches()) {
      throw StarError.value("float: invalid float literal: " + shortened(text));
    }
    double number = Double.parseDouble(trimmed);
    if (Double.isInfinite(number)) {
      throw StarError.value("float: floating-point number too large");
    }
    return number;
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static Object whole(Run run, Object self, Object[] a) {
    if (a[0] == null) {
      if (run.python()) {
        return 0L;
      }
      throw StarError.type("int: missing argument for x");
    }
    if (a[0] instanceof String text) {
      Object base = a[1] == null ? (Object) 10L : a[1];
      if (!Ints.isInt(base)) {
        throw StarError.type("int: for base, got " + Type.name(base) + ", want int");
      }
      return parsed(run, text, Ints.clamped(base));
    }
    if (a[1] != null) {
      throw StarError.type("int: can't convert non-string with explicit base");
    }
    if (Ints.isInt(a[0])) {
      return a[0];
    }
    if (a[0] instanceof Double real) {
      return Ints.truncated(real);
    }
    if (a[0] instanceof Boolean truth) {
      return truth ? 1L : 0L;
    }
    throw StarError.type("int: got " + Type.name(a[0]) + ", want string, int, float or bool");
  }

  private static Object parsed(Run run, String given, int base) {
    String text = run.python() ? given.strip().replaceAll("(?<=[0-9])_(?=[0-9])", "") : given;
    if (base != 0 && (base < 2 || base > 36)) {
      throw StarError.value("int: invalid base " + base + " (base must be >= 2 && <= 36)");
    }
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    int radix = base;
    int marked = marked(digits);
    if (marked > 0 && (base == 0 || base == marked)) {
      digits = digits.substring(2);
      radix = marked;
    } else if (base == 0) {
      radix = 10;
      if (digits.length() > 1 && digits.startsWith("0") && !digits.matches("0+")) {
        throw invalid(given, base);
      }
    }
    if (digits.isEmpty() || !Character.isLetterOrDigit(digits.charAt(0))) {
      throw invalid(given, base);
    }
    if (digits.length() > Ints.MOST_DIGITS) {
      throw StarError.value("int: this text has too many digits");
    }
    Ints.bits(run, digits.length() * 4L);
    for (int at = 0; at < digits.length(); at++) {
      if (digits.charAt(at) > 127 || Character.digit(digits.charAt(at), radix) < 0) {
        throw invalid(given, base);
      }
    }
    BigInteger number = new BigInteger(digits, radix);
    return Ints.of(text.startsWith("-") ? number.negate() : number);
  }

  /** The base that a prefix names, or 0. */
  private static int marked(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  private static StarError invalid(String text, int base) {
    return StarError.value(
        "int: invalid literal with base "
            + base
            + ": "
            + shortened(text)
            + " (invalid base-"
            + base
            + " literal)");
  }
}
