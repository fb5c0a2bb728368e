package io.tributary.broker.script.starlark;

/** One way through the elements of something that can be walked. */
abstract class Walk {
  /** The next element, or null behind the last. */
  abstract Object next();

  /** Always called at the end, so that what was walked may change again. */
  void close() {}

  /** Over elements that nobody changes. */
  static Walk over(Object[] elements) {
    return new Walk() {
      private int at;

      @Override
      Object next() {
        return at < elements.length ? elements[at++] : null;
      }
    };
  }
}
