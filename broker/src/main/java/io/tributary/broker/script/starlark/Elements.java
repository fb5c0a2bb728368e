package io.tributary.broker.script.starlark;

/**
 * What {@code elems} gives: the elements of a text or of bytes, one by one.
 *
 * @param of {@code String} or {@code Bytes}
 */
record Elements(Object of) implements Value {
  private static final Type OF_TEXT = new ElementsType("string.elems");
  private static final Type OF_BYTES = new ElementsType("bytes.elems");

  @Override
  public Type type() {
    return of instanceof String ? OF_TEXT : OF_BYTES;
  }

  private int length() {
    return of instanceof String text ? text.length() : ((Bytes) of).length();
  }

  private Object at(int index) {
    return of instanceof String text
        ? (Object) String.valueOf(text.charAt(index))
        : (Object) (long) ((Bytes) of).at(index);
  }

  private static final class ElementsType extends Type {
    ElementsType(String name) {
      super(name);
    }

    @Override
    boolean truth(Object value) {
      return ((Elements) value).length() > 0;
    }

    @Override
    void write(Printer out, Object value) {
      out.write(((Elements) value).of());
      out.put(".elems()");
    }

    @Override
    boolean equal(Run run, Object one, Object other) {
      return one.equals(other);
    }

    @Override
    Walk walk(Run run, Object value) {
      Elements elements = (Elements) value;
      return new Walk() {
        private int at;

        @Override
        Object next() {
          run.meter().reserve(24);
          return at < elements.length() ? elements.at(at++) : null;
        }
      };
    }

    @Override
    long length(Object value) {
      return ((Elements) value).length();
    }

    @Override
    Object index(Run run, Object value, Object key) {
      Elements elements = (Elements) value;
      return elements.at(Slice.element(key, elements.length(), name()));
    }
  }
}
