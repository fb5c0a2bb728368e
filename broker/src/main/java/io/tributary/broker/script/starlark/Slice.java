package io.tributary.broker.script.starlark;

/**
 * A part of a sequence; spec.md, "Slice expressions".
 *
 * @param start index of the first element
 * @param stop the index that bounds it, clamped as {@code start}
 * @param count of elements
 * @param stride from one to the next, never 0
 */
record Slice(int start, int stop, int count, int stride) {

  /**
   * @param start null where omitted, as are the others
   */
  static Slice of(Object start, Object stop, Object stride, int length) {
    Object step = given(stride, "slice step");
    int each = step == null ? 1 : Ints.clamped(step);
    if (each == 0) {
      throw StarError.value("slice step cannot be zero: got 0");
    }
    Object first = given(start, "start index");
    Object last = given(stop, "stop index");
    int low = each > 0 ? 0 : -1;
    int high = each > 0 ? length : length - 1;
    int from = first == null ? (each > 0 ? low : high) : clamp(first, length, low, high);
    int to = last == null ? (each > 0 ? high : low) : clamp(last, length, low, high);
    long distance = each > 0 ? (long) to - from : (long) from - to;
    long size = Math.abs((long) each);
    return new Slice(from, to, distance <= 0 ? 0 : (int) ((distance + size - 1) / size), each);
  }

  /** The two indexes of a subsequence, as methods take them: {@code [start, end]}. */
  static int[] range(Object start, Object end, int length) {
    Object first = given(start, "start index");
    Object last = given(end, "end index");
    int from = first == null ? 0 : clamp(first, length, 0, length);
    int to = last == null ? length : clamp(last, length, 0, length);
    return new int[] {from, to};
  }

  private static Object given(Object value, String what) {
    if (value == null || value == None.NONE) {
      return null;
    }
    if (!Ints.isInt(value)) {
      throw StarError.type("invalid " + what + ": got " + Type.name(value) + ", want int");
    }
    return value;
  }

  private static int clamp(Object index, int length, int low, int high) {
    long place = Ints.clamped(index);
    if (place < 0) {
      place += length;
    }
    return (int) Math.max(low, Math.min(high, place));
  }

  /** The index of one element, counted from the end when negative. */
  static int element(Object key, int length, String what) {
    if (!Ints.isInt(key)) {
      throw StarError.type(what + " index: got " + Type.name(key) + ", want int");
    }
    long place = Ints.clamped(key);
    if (place < 0) {
      place += length;
    }
    if (place < 0 || place >= length) {
      throw StarError.index(
          what
              + " index "
              + key
              + " out of range "
              + (length == 0 ? "(empty " + what + ")" : "[" + -length + ":" + (length - 1) + "]")
              + ": index out of range");
    }
    return (int) place;
  }
}
