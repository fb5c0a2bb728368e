package io.tributary.broker.script.starlark;

import java.math.BigInteger;

/** {@code format % values}; spec.md, "String interpolation", and Python's widths and flags. */
final class PercentFormat {
  private static final String FLAGS = "-+ 0#";

  private final Run run;
  private final String format;
  private final Object given;
  private final Printer out;
  private int at;
  private int taken;

  PercentFormat(Run run, String format, Object given) {
    this.run = run;
    this.format = format;
    this.given = given;
    this.out = new Printer(run);
  }

  String text() {
    boolean named = false;
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        break;
      }
      out.put(format.substring(at, percent));
      at = percent + 1;
      if (at < format.length() && format.charAt(at) == '%') {
        out.put('%');
        at++;
      } else {
        named |= at < format.length() && format.charAt(at) == '(';
        conversion();
      }
    }
    out.put(format.substring(at));
    int count = given instanceof StarTuple tuple ? tuple.size() : 1;
    if (taken < count && !named && !(run.python() && given instanceof StarDict)) {
      throw StarError.type("too many arguments for format string (not all arguments converted)");
    }
    return out.text();
  }

  /** Flags, width and precision of Python. */
  private record Layout(String flags, int width, int precision) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  private void conversion() {
    Object value = null;
    if (at < format.length() && format.charAt(at) == '(') {
      value = named();
    }
    Layout layout = run.python() ? layout() : new Layout("", 0, -1);
    if (at >= format.length()) {
      throw StarError.value("incomplete format: unsupported format character");
    }
    char letter = format.charAt(at++);
    if ("srdioxXeEfFgGac".indexOf(letter) < 0 || ("iac".indexOf(letter) >= 0 && !run.python())) {
      throw StarError.value(
          "unknown conversion %" + letter + ": unsupported format character \"" + letter + "\"");
    }
    if (value == null) {
      value = next();
    }
    out.put(padded(written(value, letter, layout), layout, letter));
  }

  private Object named() {
    int close = format.indexOf(')', at);
    if (close < 0) {
      throw StarError.value("incomplete format key");
    }
    String key = format.substring(at + 1, close);
    at = close + 1;
    if (!(given instanceof StarDict dict)) {
      throw StarError.type("format requires a mapping");
    }
    return Type.of(dict).index(run, dict, key);
  }

  private Layout layout() {
    int start = at;
    while (at < format.length() && FLAGS.indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    String flags = format.substring(start, at);
    int width = number();
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = number();
    }
    return new Layout(flags, width, precision);
  }

  private int number() {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      int given = Math.max(0, Take.number(next(), "%", "width"));
      run.meter().text(given);
      return given;
    }
    int start = at;
    while (at < format.length() && Character.digit(format.charAt(at), 10) >= 0 && at - start < 9) {
      at++;
    }
    int number = start == at ? 0 : Integer.parseInt(format.substring(start, at));
    run.meter().text(number);
    return number;
  }

  private Object next() {
    Object value = null;
    if (given instanceof StarTuple tuple) {
      value = taken < tuple.size() ? tuple.get(taken) : null;
    } else if (taken == 0) {
      value = given;
    }
    if (value == null) {
      throw StarError.type("not enough arguments for format string");
    }
    taken++;
    return value;
  }

  private String written(Object value, char letter, Layout layout) {
    return switch (letter) {
      case 's' -> cut(Printer.str(run, value), layout);
      case 'r', 'a' -> cut(Printer.repr(run, value), layout);
      case 'c' -> Take.text(value, "%c", "value");
      case 'd', 'i', 'o', 'x', 'X' -> signed(whole(value, letter), layout);
      default -> {
        Object number = run.python() ? Compare.number(value) : value;
        if (!Type.of(number).isNumber()) {
          throw StarError.type(
              "%"
                  + letter
                  + " format requires float, not "
                  + Type.name(value)
                  + " (got string, want int or float)".replace("string", Type.name(value)));
        }
        yield signed(real(Ints.real(number), letter, layout), layout);
      }
    };
  }

  private String real(double number, char letter, Layout layout) {
    if ((letter == 'g' || letter == 'G') && layout.precision() < 0 && !run.python()) {
      String text = Floats.text(number, false);
      return letter == 'G' ? text.toUpperCase(java.util.Locale.ROOT) : text;
    }
    int precision = layout.precision() < 0 ? 6 : layout.precision();
    run.meter().text(precision + 320L);
    if (Double.isInfinite(number) && number > 0 && !run.python()) {
      return "+inf";
    }
    return Floats.format(number, letter, precision);
  }

  private static String cut(String text, Layout layout) {
    int most = layout.precision();
    return most < 0 || most >= text.length() ? text : text.substring(0, most);
  }

  private String whole(Object value, char letter) {
    Object number = run.python() ? Compare.number(value) : value;
    if (number instanceof Double real && (letter == 'd' || letter == 'i' || !run.python())) {
      number = Ints.truncated(real);
    }
    if (!Ints.isInt(number)) {
      throw StarError.type(
          "%"
              + letter
              + " format requires integer, not "
              + Type.name(value)
              + " (got "
              + Type.name(value)
              + ", want a finite number)");
    }
    BigInteger big = Ints.big(number);
    Ints.bits(run, big.bitLength());
    return switch (letter) {
      case 'o' -> big.toString(8);
      case 'x' -> big.toString(16);
      case 'X' -> big.toString(16).toUpperCase(java.util.Locale.ROOT);
      default -> big.toString();
    };
  }

  private static String signed(String number, Layout layout) {
    if (number.startsWith("-")) {
      return number;
    }
    return layout.has('+') ? "+" + number : layout.has(' ') ? " " + number : number;
  }

  private static String padded(String text, Layout layout, char letter) {
    int missing = layout.width() - text.length();
    if (missing <= 0) {
      return text;
    }
    if (layout.has('-')) {
      return text + " ".repeat(missing);
    }
    if (layout.has('0') && "srac".indexOf(letter) < 0) {
      int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
      return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }
    return " ".repeat(missing) + text;
  }
}
