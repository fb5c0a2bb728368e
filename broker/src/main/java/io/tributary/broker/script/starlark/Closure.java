package io.tributary.broker.script.starlark;

/** Makes a function: {@code lambda}, and what {@code def} binds to a name. */
final class Closure extends Expr {
  private final FunctionCode code;

  Closure(Token at, FunctionCode code) {
    super(at);
    this.code = code;
  }

  @Override
  Object eval(Frame frame) {
    int count = code.parameters().count();
    frame.run.meter().reserve(64 + count * 8L);
    Object[] defaults = new Object[count];
    for (int index = 0; index < count; index++) {
      Expr value = code.parameters().defaults().get(index);
      defaults[index] = value == null ? null : value.eval(frame);
    }
    return new StarFunction(code, defaults, code.capture(frame), frame.globals);
  }

  @Override
  void resolve(Scope scope) {
    for (Expr value : code.parameters().defaults()) {
      if (value != null) {
        value.resolve(scope);
      }
    }
    code.resolve(scope.inFunction());
  }
}
