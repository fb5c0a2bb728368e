package io.tributary.broker.script.starlark;

/** Generators and iterators. */
final class OneShotType extends Type {
  static final Type GENERATOR = new OneShotType("generator");
  static final Type ITERATOR = new OneShotType("iterator");

  private OneShotType(String name) {
    super(name);
  }

  /** One over elements that are there already. */
  static OneShot over(Object[] elements) {
    Walk walk = Walk.over(elements);
    return new OneShot() {
      @Override
      public Object next() {
        return walk.next();
      }

      @Override
      public Type type() {
        return ITERATOR;
      }
    };
  }

  @Override
  int hash(Run run, Object value) {
    return System.identityHashCode(value);
  }

  @Override
  void write(Printer out, Object value) {
    out.put("<" + name() + ">");
  }

  @Override
  Walk walk(Run run, Object value) {
    return ((OneShot) value).rest();
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    for (Object next = ((OneShot) value).next(); next != null; next = ((OneShot) value).next()) {
      if (Compare.equal(run, next, element)) {
        return true;
      }
    }
    return false;
  }
}
