package io.tributary.broker.script.starlark;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python's format specifications: {@code [[fill]align][sign][#][0][width][,_][.precision][type]}.
 */
final class Formatting {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?s)(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?([0-9]{1,9})?([,_])?(?:\\.([0-9]{1,9}))?([a-zA-Z%])?");

  private final Run run;
  private final String spec;
  private final String fill;
  private final String align;
  private final String sign;
  private final boolean prefix;
  private final int width;
  private final String grouping;
  private final int precision;
  private final char type;

  private Formatting(Run run, String spec) {
    Matcher matcher = SPEC.matcher(spec);
    if (spec.length() > 64 || !matcher.matches()) {
      throw StarError.value("invalid format specifier " + Printer.repr(run, spec));
    }
    this.run = run;
    this.spec = spec;
    boolean zero = matcher.group(5) != null;
    fill = matcher.group(1) != null ? matcher.group(1) : zero ? "0" : " ";
    align = matcher.group(2) != null ? matcher.group(2) : zero ? "=" : "";
    sign = matcher.group(3) == null ? "-" : matcher.group(3);
    prefix = matcher.group(4) != null;
    width = matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6));
    grouping = matcher.group(7);
    precision = matcher.group(8) == null ? -1 : Integer.parseInt(matcher.group(8));
    type = matcher.group(9) == null ? '\0' : matcher.group(9).charAt(0);
    run.meter().text(width);
    run.meter().text(Math.max(precision, 0) + 320L);
  }

  /**
   * A value as text.
   *
   * @param conversion {@code s r a}, or 0
   */
  static String write(Run run, Object value, char conversion, String spec) {
    Object shown = value;
    if (conversion != '\0') {
      shown = conversion == 's' ? Printer.str(run, value) : Printer.repr(run, value);
    }
    return spec.isEmpty() ? Printer.str(run, shown) : new Formatting(run, spec).apply(shown);
  }

  private String apply(Object value) {
    boolean truth = value instanceof Boolean && (type == '\0' || type == 's');
    Object number = truth ? value : Compare.number(value);
    if (Ints.isInt(number) && "\0dboxXnc".indexOf(type) >= 0) {
      return aligned(whole(number), ">");
    }
    if (Type.of(number).isNumber()) {
      if ("\0eEfFgGn%".indexOf(type) < 0) {
        throw unknown(value);
      }
      return aligned(real(Ints.real(number)), ">");
    }
    if (value instanceof String || truth) {
      if ((type != '\0' && type != 's') || (align.equals("=") && !"0".equals(fill))) {
        throw unknown(value);
      }
      String text = Printer.str(run, value);
      return aligned(
          precision >= 0 && precision < text.length() ? text.substring(0, precision) : text, "<");
    }
    throw StarError.type(
        "unsupported format string " + Printer.repr(run, spec) + " for " + Type.name(value));
  }

  private StarError unknown(Object value) {
    return StarError.value(
        "unknown format code "
            + Printer.repr(run, spec)
            + " for a value of type "
            + Type.name(value));
  }

  private String whole(Object number) {
    if (precision >= 0) {
      throw StarError.value("precision not allowed in integer format specifier");
    }
    Ints.bits(run, Ints.big(number).bitLength());
    int radix =
        switch (type) {
          case 'b' -> 2;
          case 'o' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    if (type == 'c') {
      return Character.toString(Math.max(0, Math.min(0x10FFFF, Ints.clamped(number))));
    }
    String digits = Ints.big(number).abs().toString(radix);
    String mark = prefix && radix != 10 ? "0" + type : "";
    String text = mark + grouped(digits);
    text = type == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    return signed(text, Ints.big(number).signum() < 0);
  }

  private String real(double number) {
    double size = type == '%' ? Math.abs(number) * 100 : Math.abs(number);
    boolean negative = number < 0 || (number == 0 && 1 / number < 0);
    if (type == '\0' && precision < 0) {
      return signed(grouped(Floats.text(size, true)), negative);
    }
    char form = type == '%' ? 'f' : type == '\0' || type == 'n' ? 'g' : type;
    String text = Floats.format(size, form, precision < 0 ? 6 : precision);
    return signed(grouped(text) + (type == '%' ? "%" : ""), negative);
  }

  private String signed(String text, boolean negative) {
    return negative ? "-" + text : sign.equals("-") ? text : sign + text;
  }

  private String grouped(String digits) {
    if (grouping == null) {
      return digits;
    }
    int end = 0;
    while (end < digits.length() && Character.isLetterOrDigit(digits.charAt(end))) {
      end++;
    }
    int size = "boxX".indexOf(type) >= 0 && type != '\0' ? 4 : 3;
    StringBuilder out = new StringBuilder(digits);
    for (int at = end - size; at > 0; at -= size) {
      out.insert(at, grouping);
    }
    return out.toString();
  }

  private String aligned(String text, String usual) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    String how = align.isEmpty() ? usual : align.equals("=") && usual.equals("<") ? "<" : align;
    return switch (how) {
      case "<" -> text + fill.repeat(missing);
      case "^" -> fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
      case "=" -> {
        int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        yield text.substring(0, sign) + fill.repeat(missing) + text.substring(sign);
      }
      default -> fill.repeat(missing) + text;
    };
  }
}
