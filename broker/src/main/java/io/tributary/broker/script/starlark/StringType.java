package io.tributary.broker.script.starlark;

import java.util.Map;

/** Texts: sequences of UTF-16 elements, as the specification allows. */
final class StringType extends Type {
  static final Type STRING = new StringType();

  private StringType() {
    super("string");
  }

  @Override
  Map<String, Native> methods() {
    return StringMethods.ALL;
  }

  @Override
  Map<String, Native> pythonMethods() {
    return PythonStringMethods.ALL;
  }

  @Override
  boolean truth(Object value) {
    return !((String) value).isEmpty();
  }

  @Override
  void write(Printer out, Object value) {
    out.quote((String) value);
  }

  @Override
  void print(Printer out, Object value) {
    out.put((String) value);
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
    String a = (String) one;
    String b = (String) other;
    run.meter().read(Math.min(a.length(), b.length()));
    return a.compareTo(b);
  }

  /** Python walks a text by its code points; Starlark does not walk texts. */
  @Override
  Walk walk(Run run, Object value) {
    if (!run.python()) {
      return null;
    }
    String text = (String) value;
    return new Walk() {
      private int at;

      @Override
      Object next() {
        if (at >= text.length()) {
          return null;
        }
        run.meter().reserve(48);
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return Character.toString(point);
      }
    };
  }

  @Override
  long length(Object value) {
    return ((String) value).length();
  }

  @Override
  Object index(Run run, Object value, Object key) {
    String text = (String) value;
    return String.valueOf(text.charAt(Slice.element(key, text.length(), "string")));
  }

  @Override
  Object slice(Run run, Object value, Slice slice) {
    String text = (String) value;
    run.meter().text(slice.count());
    if (slice.stride() == 1) {
      return text.substring(slice.start(), slice.start() + slice.count());
    }
    StringBuilder part = new StringBuilder(slice.count());
    for (int index = 0; index < slice.count(); index++) {
      part.append(text.charAt(slice.start() + index * slice.stride()));
    }
    return part.toString();
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    if (!(element instanceof String part)) {
      throw StarError.type(
          "'in <string>' requires string as left operand, not " + Type.name(element));
    }
    String text = (String) value;
    return Search.first(run, text, part, 0, text.length()) >= 0;
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    String text = (String) left;
    return switch (operator) {
      case MULTIPLY -> Ints.isInt(right) ? repeat(run, text, right) : null;
      case REMAINDER -> new PercentFormat(run, text, right).text();
      default -> null;
    };
  }

  static String repeat(Run run, String text, Object times) {
    int count = Math.max(0, Ints.clamped(times));
    run.meter().text((long) count * text.length());
    return text.repeat(text.isEmpty() ? 0 : count);
  }

  @Override
  Object reflected(Run run, Operator operator, Object left, Object right) {
    return operator == Operator.MULTIPLY && Ints.isInt(left)
        ? repeat(run, (String) right, left)
        : null;
  }
}
