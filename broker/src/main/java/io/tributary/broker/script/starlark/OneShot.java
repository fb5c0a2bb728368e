package io.tributary.broker.script.starlark;

/** A value whose elements come once each: what {@code next} takes. */
interface OneShot extends Value {
  /** Null behind the last. */
  Object next();

  /** What is left. */
  default Walk rest() {
    return new Walk() {
      @Override
      Object next() {
        return OneShot.this.next();
      }
    };
  }
}
