package io.tributary.broker.script.starlark;

/** A number, text or bytes. */
final class Literal extends Expr {
  private final Object value;

  Literal(Token at, Object value) {
    super(at);
    this.value = value;
  }

  Object value() {
    return value;
  }

  @Override
  Object eval(Frame frame) {
    return value;
  }

  @Override
  void resolve(Scope scope) {}
}
