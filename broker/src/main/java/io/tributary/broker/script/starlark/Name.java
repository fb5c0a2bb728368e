package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;

/** A variable, or one of the names that every script knows. */
final class Name extends Expr implements Target, Scope.Waiting {
  private enum Kind {
    LOCAL,
    CELL,
    FREE,
    GLOBAL,
    CONSTANT
  }

  private final String name;
  private Kind kind = Kind.CONSTANT;
  private int place;
  private Object constant;
  private Binding binding;

  Name(Token token) {
    super(token);
    this.name = token.text();
  }

  String name() {
    return name;
  }

  @Override
  public Object eval(Frame frame) {
    Object value =
        switch (kind) {
          case LOCAL -> frame.slots[place];
          case CELL -> ((Cell) frame.slots[place]).value;
          case FREE -> frame.free[place].value;
          case GLOBAL -> frame.globals[place];
          case CONSTANT -> constant;
        };
    if (value == null) {
      throw here(
          new StarError(
              ErrorKind.NAME,
              (kind == Kind.GLOBAL ? "global" : "local")
                  + " variable "
                  + name
                  + " referenced before assignment"));
    }
    return value;
  }

  @Override
  public void assign(Frame frame, Object value) {
    switch (kind) {
      case LOCAL -> frame.slots[place] = value;
      case CELL -> ((Cell) frame.slots[place]).value = value;
      case FREE -> frame.free[place].value = value;
      case GLOBAL -> frame.globals[place] = value;
      case CONSTANT -> throw new IllegalStateException(name);
    }
  }

  /** For {@code del}. */
  void unbind(Frame frame) {
    eval(frame);
    assign(frame, null);
  }

  @Override
  public void declare(Scope scope) {
    boolean again = scope.isModule() && scope.isDeclared(name);
    if (again && !scope.resolution().dialect().globalReassign()) {
      throw new ScriptSyntax(
          "cannot reassign global "
              + name
              + " declared at line "
              + scope.declare(name, line()).line(),
          line(),
          column());
    }
    scope.declare(name, line());
  }

  @Override
  public void resolve(Scope scope) {
    binding = scope.find(name);
    if (binding == null) {
      constant = scope.resolution().universe().get(name);
      if (constant == null) {
        throw scope.undefined(this, name);
      }
      return;
    }
    int free = scope.freeIndex(binding);
    if (free >= 0) {
      kind = Kind.FREE;
      place = free;
    } else {
      kind = Kind.GLOBAL;
      place = binding.slot();
      if (!binding.isGlobal()) {
        scope.whenResolved(this);
      }
    }
  }

  @Override
  public void resolveTarget(Scope scope) {
    resolve(scope);
  }

  @Override
  public void settle() {
    kind = binding.isCaptured() ? Kind.CELL : Kind.LOCAL;
    place = binding.slot();
  }
}
