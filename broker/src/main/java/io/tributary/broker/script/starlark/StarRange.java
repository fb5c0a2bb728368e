package io.tributary.broker.script.starlark;

/**
 * Whole numbers at equal distances, none of which is there before it is asked for.
 *
 * @param length how many there are
 */
record StarRange(long start, long stop, long step, long length) implements Value {

  static StarRange of(long start, long stop, long step) {
    if (step == 0) {
      throw StarError.value("range() arg 3 must not be zero: step argument must not be zero");
    }
    long length;
    if (step > 0 ? start >= stop : start <= stop) {
      length = 0;
    } else {
      // Unsigned, because the distance may not fit.
      long distance = step > 0 ? stop - start : start - stop;
      length = Long.divideUnsigned(distance - 1, Math.abs(step)) + 1;
      if (length < 0) {
        throw StarError.value("range is too long");
      }
    }
    return new StarRange(start, stop, step, length);
  }

  long at(long index) {
    return start + index * step;
  }

  boolean has(long number) {
    if (length == 0) {
      return false;
    }
    long last = at(length - 1);
    boolean within =
        step > 0 ? number >= start && number <= last : number <= start && number >= last;
    return within && (number - start) % step == 0;
  }

  @Override
  public Type type() {
    return RangeType.RANGE;
  }
}
