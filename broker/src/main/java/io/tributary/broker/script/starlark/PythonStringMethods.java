package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LetterCase;
import java.util.Locale;
import java.util.Map;

/** Methods of texts that Python has and spec.md lacks. */
final class PythonStringMethods {
  static final Map<String, Native> ALL =
      Native.table(
          Native.of("casefold", "", PythonStringMethods::casefold),
          Native.of("swapcase", "", PythonStringMethods::swapcase),
          Native.of(
              "isdecimal", "", (run, self, a) -> Chars.all(run, (String) self, Character::isDigit)),
          Native.of(
              "isnumeric",
              "",
              (run, self, a) -> Chars.all(run, (String) self, point -> isNumeric(point))),
          Native.of(
              "isascii",
              "",
              (run, self, a) ->
                  ((String) self).isEmpty() || Chars.all(run, (String) self, c -> c < 128)),
          Native.of("isidentifier", "", PythonStringMethods::isIdentifier),
          Native.of("zfill", "width", PythonStringMethods::zeros),
          Native.of("ljust", "width fillchar?", (run, self, a) -> pad(run, self, a, 0)),
          Native.of("rjust", "width fillchar?", (run, self, a) -> pad(run, self, a, 1)),
          Native.of("center", "width fillchar?", (run, self, a) -> pad(run, self, a, 2)),
          Native.of("format_map", "mapping", PythonStringMethods::formatMap),
          Native.of(
              "encode",
              "encoding? errors?",
              (run, self, a) -> BytesType.encoded(run, (String) self)));

  private PythonStringMethods() {}

  private static boolean isNumeric(int point) {
    return switch (Character.getType(point)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static Object casefold(Run run, Object self, Object[] a) {
    run.meter().text(((String) self).length());
    String folded = LetterCase.folded((String) self);
    run.meter().text(folded.length());
    return folded;
  }

  private static Object swapcase(Run run, Object self, Object[] a) {
    String text = (String) self;
    run.meter().text(text.length() * 3L);
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              String one = Character.toString(point);
              out.append(
                  Character.isUpperCase(point)
                      ? one.toLowerCase(Locale.ROOT)
                      : one.toUpperCase(Locale.ROOT));
            });
    return out.toString();
  }

  private static Object isIdentifier(Run run, Object self, Object[] a) {
    String text = (String) self;
    return Chars.all(run, text, c -> c == '_' || Character.isUnicodeIdentifierPart(c))
        && (text.charAt(0) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(0)));
  }

  private static Object zeros(Run run, Object self, Object[] a) {
    String text = (String) self;
    int width = Take.number(a[0], "zfill", "width");
    run.meter().text(Math.max(width, text.length()));
    int missing = Math.max(0, width - text.length());
    int sign = !text.isEmpty() && "+-".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }

  /**
   * @param where 0 puts the text left, 1 right, 2 in the middle
   */
  private static Object pad(Run run, Object self, Object[] a, int where) {
    String text = (String) self;
    int width = Take.number(a[0], "ljust", "width");
    String fill = Take.text(a[1], "ljust", "fillchar", " ");
    if (fill.codePointCount(0, fill.length()) != 1) {
      throw StarError.type("the fill character must be exactly one character long");
    }
    run.meter().text((long) Math.max(width, text.length()) * fill.length());
    int missing = Math.max(0, width - text.length());
    int left = where == 0 ? 0 : where == 1 ? missing : missing / 2 + (missing & width & 1);
    return fill.repeat(left) + text + fill.repeat(missing - left);
  }

  private static Object formatMap(Run run, Object self, Object[] a) {
    if (!(a[0] instanceof StarDict dict)) {
      throw Take.wrong(a[0], "format_map", "mapping", "dict");
    }
    Object[] keys = dict.keys(run);
    String[] names = new String[keys.length];
    for (int at = 0; at < keys.length; at++) {
      names[at] = Printer.str(run, keys[at]);
    }
    return new BraceFormat(
            run, (String) self, new Arguments(new Object[0], names, dict.values(run)))
        .text();
  }
}
