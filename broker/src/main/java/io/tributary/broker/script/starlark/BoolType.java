package io.tributary.broker.script.starlark;

/** True and False, which are numbers in Python only. */
final class BoolType extends Type {
  static final Type BOOL = new BoolType();

  private BoolType() {
    super("bool");
  }

  @Override
  boolean truth(Object value) {
    return (Boolean) value;
  }

  @Override
  void write(Printer out, Object value) {
    out.put((Boolean) value ? "True" : "False");
  }

  @Override
  int hash(Run run, Object value) {
    return (Boolean) value ? 1 : 0;
  }

  @Override
  boolean equal(Run run, Object one, Object other) {
    return one.equals(other);
  }

  @Override
  int compare(Run run, Object one, Object other) {
    return Boolean.compare((Boolean) one, (Boolean) other);
  }
}
