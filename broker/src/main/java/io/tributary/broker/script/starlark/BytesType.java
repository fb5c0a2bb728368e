package io.tributary.broker.script.starlark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Bytes. */
final class BytesType extends Type {
  static final Type BYTES = new BytesType();

  private static final Map<String, Native> METHODS =
      Native.table(Native.of("elems", "", (run, self, a) -> new Elements(self)));

  private static final Map<String, Native> PYTHON =
      Native.table(
          Native.of("decode", "encoding? errors?", (run, self, a) -> decoded(run, (Bytes) self)),
          Native.of("hex", "", BytesType::hex));

  private BytesType() {
    super("bytes");
  }

  @Override
  Map<String, Native> methods() {
    return METHODS;
  }

  @Override
  Map<String, Native> pythonMethods() {
    return PYTHON;
  }

  /** Each byte that is no part of a valid encoding becomes U+FFFD. */
  static String decoded(Run run, Bytes bytes) {
    run.meter().text(bytes.length());
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < bytes.length()) {
      int point = Utf8.point(bytes, at);
      out.appendCodePoint(point < 0 ? 0xFFFD : point);
      at += point < 0 ? 1 : Utf8.size(point);
    }
    return out.toString();
  }

  static Bytes encoded(Run run, String text) {
    run.meter().reserve(text.length() * 3L);
    run.meter().read(text.length());
    StringBuilder valid = new StringBuilder(text.length());
    // Java would write a question mark for half of a pair.
    text.codePoints().forEach(point -> valid.appendCodePoint(isSurrogate(point) ? 0xFFFD : point));
    return new Bytes(valid.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static Object hex(Run run, Object self, Object[] a) {
    Printer out = new Printer(run);
    for (byte octet : ((Bytes) self).octets()) {
      out.put(Character.forDigit(octet >> 4 & 15, 16)).put(Character.forDigit(octet & 15, 16));
    }
    return out.text();
  }

  @Override
  boolean truth(Object value) {
    return ((Bytes) value).length() > 0;
  }

  /** As a literal: valid text as itself, all other bytes by their value. */
  @Override
  void write(Printer out, Object value) {
    Bytes bytes = (Bytes) value;
    out.put("b\"");
    int at = 0;
    while (at < bytes.length()) {
      int point = Utf8.point(bytes, at);
      if (point < 0) {
        out.put(String.format("\\x%02x", bytes.at(at)));
      } else {
        out.quoted(point, '"');
      }
      at += point < 0 ? 1 : Utf8.size(point);
    }
    out.put("\"");
  }

  @Override
  void print(Printer out, Object value) {
    if (out.run().python()) {
      write(out, value);
    } else {
      out.put(decoded(out.run(), (Bytes) value));
    }
  }

  @Override
  int hash(Run run, Object value) {
    run.meter().read(((Bytes) value).length());
    return value.hashCode();
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    run.meter().read(((Bytes) one).length());
    return one.equals(other);
  }

  @Override
  int compare(Run run, Object one, Object other) {
    run.meter().read(((Bytes) one).length());
    return Arrays.compareUnsigned(((Bytes) one).octets(), ((Bytes) other).octets());
  }

  @Override
  Walk walk(Run run, Object value) {
    return run.python() ? Type.of(new Elements(value)).walk(run, new Elements(value)) : null;
  }

  @Override
  long length(Object value) {
    return ((Bytes) value).length();
  }

  @Override
  Object index(Run run, Object value, Object key) {
    Bytes bytes = (Bytes) value;
    return (long) bytes.at(Slice.element(key, bytes.length(), "bytes"));
  }

  @Override
  Object slice(Run run, Object value, Slice slice) {
    run.meter().text(slice.count());
    byte[] part = new byte[slice.count()];
    for (int at = 0; at < part.length; at++) {
      part[at] = ((Bytes) value).octets()[slice.start() + at * slice.stride()];
    }
    return new Bytes(part);
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    String all = latin((Bytes) value);
    if (element instanceof Bytes part) {
      run.meter().reserve(2L * (all.length() + part.length()));
      return Search.first(run, all, latin(part), 0, all.length()) >= 0;
    }
    if (!Ints.isInt(element)) {
      throw StarError.type(
          "'in bytes' requires bytes or int as left operand, not " + Type.name(element));
    }
    int octet = Ints.clamped(element);
    if (octet < 0 || octet > 255) {
      throw StarError.value("int in bytes: " + element + " out of range");
    }
    run.meter().read(all.length());
    return all.indexOf(octet) >= 0;
  }

  private static String latin(Bytes bytes) {
    return new String(bytes.octets(), StandardCharsets.ISO_8859_1);
  }

  @Override
  Object binary(Run run, Operator operator, Object left, Object right) {
    Bytes bytes = (Bytes) left;
    if (operator == Operator.ADD && right instanceof Bytes more) {
      run.meter().text((long) bytes.length() + more.length());
      byte[] all = Arrays.copyOf(bytes.octets(), bytes.length() + more.length());
      System.arraycopy(more.octets(), 0, all, bytes.length(), more.length());
      return new Bytes(all);
    }
    return operator == Operator.MULTIPLY && Ints.isInt(right) ? repeat(run, bytes, right) : null;
  }

  private static Bytes repeat(Run run, Bytes bytes, Object times) {
    int count = Math.max(0, Ints.clamped(times));
    run.meter().text((long) count * bytes.length());
    byte[] all = new byte[bytes.length() == 0 ? 0 : count * bytes.length()];
    for (int at = 0; at < all.length; at += bytes.length()) {
      System.arraycopy(bytes.octets(), 0, all, at, bytes.length());
    }
    return new Bytes(all);
  }

  @Override
  Object reflected(Run run, Operator operator, Object left, Object right) {
    return operator == Operator.MULTIPLY && Ints.isInt(left)
        ? repeat(run, (Bytes) right, left)
        : null;
  }
}
