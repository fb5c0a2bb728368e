package io.tributary.broker.script.starlark;

/** Ranges. */
final class RangeType extends Type {
  static final Type RANGE = new RangeType();

  private RangeType() {
    super("range");
  }

  private static StarRange range(Object value) {
    return (StarRange) value;
  }

  @Override
  boolean truth(Object value) {
    return range(value).length() > 0;
  }

  @Override
  void write(Printer out, Object value) {
    StarRange range = range(value);
    String text = "range(" + range.start() + ", " + range.stop();
    if (range.step() != 1) {
      text += ", " + range.step();
    } else if (range.start() == 0) {
      text = "range(" + range.stop();
    }
    out.put(text + ")");
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    StarRange a = range(one);
    StarRange b = range(other);
    return a.length() == b.length()
        && (a.length() == 0 || a.start() == b.start())
        && (a.length() <= 1 || a.step() == b.step());
  }

  @Override
  Walk walk(Run run, Object value) {
    StarRange range = range(value);
    return new Walk() {
      private long at;

      @Override
      Object next() {
        return at < range.length() ? (Object) range.at(at++) : null;
      }
    };
  }

  @Override
  long length(Object value) {
    return range(value).length();
  }

  @Override
  Object index(Run run, Object value, Object key) {
    StarRange range = range(value);
    if (!Ints.isInt(key)) {
      throw StarError.type("range index: got " + Type.name(key) + ", want int");
    }
    long place = Ints.clampedLong(key);
    long index = place < 0 ? place + range.length() : place;
    if (index < 0 || index >= range.length()) {
      throw StarError.index("range index out of range: index " + key + " out of range");
    }
    return range.at(index);
  }

  @Override
  Object slice(Run run, Object value, Slice slice) {
    StarRange range = range(value);
    long start = range.at(slice.start());
    long step = range.step() * slice.stride();
    return new StarRange(start, range.at(slice.stop()), step, slice.count());
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    if (element instanceof Double real) {
      return real == Math.rint(real) && range(value).has(real.longValue());
    }
    if (!Ints.isInt(element)) {
      throw StarError.type(
          "'in' requires an int as left operand of a range, not " + Type.name(element));
    }
    return element instanceof Long number && range(value).has(number);
  }
}
