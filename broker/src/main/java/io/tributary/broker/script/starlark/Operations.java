package io.tributary.broker.script.starlark;

import io.tributary.broker.script.starlark.Comparison.Sign;
import java.util.List;

/** Expressions made of a sign and what it works on. */
final class Operations {
  private Operations() {}

  /** Arithmetic and its like. */
  static final class Binary extends Expr {
    private final Operator operator;
    private final Expr left;
    private final Expr right;

    Binary(Token at, Operator operator, Expr left, Expr right) {
      super(at);
      this.operator = operator;
      this.left = left;
      this.right = right;
    }

    @Override
    Object eval(Frame frame) {
      Object one = left.eval(frame);
      Object other = right.eval(frame);
      frame.run.meter().step();
      try {
        return Operators.binary(frame.run, operator, one, other);
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    @Override
    void resolve(Scope scope) {
      left.resolve(scope);
      right.resolve(scope);
    }
  }

  /** {@code + - ~}. */
  static final class Unary extends Expr {
    private final String sign;
    private final Expr operand;

    Unary(Token at, Expr operand) {
      super(at);
      this.sign = at.text();
      this.operand = operand;
    }

    @Override
    Object eval(Frame frame) {
      Object value = operand.eval(frame);
      try {
        return Operators.unary(frame.run, sign, value);
      } catch (StarError wrong) {
        throw here(wrong);
      }
    }

    @Override
    void resolve(Scope scope) {
      operand.resolve(scope);
    }
  }

  static final class Not extends Expr {
    private final Expr operand;

    Not(Token at, Expr operand) {
      super(at);
      this.operand = operand;
    }

    @Override
    Object eval(Frame frame) {
      return !Compare.truth(operand.eval(frame));
    }

    @Override
    void resolve(Scope scope) {
      operand.resolve(scope);
    }
  }

  /** {@code and} and {@code or}. */
  static final class Logic extends Expr {
    private final boolean and;
    private final Expr left;
    private final Expr right;

    Logic(Token at, Expr left, Expr right) {
      super(at);
      this.and = at.is("and");
      this.left = left;
      this.right = right;
    }

    @Override
    Object eval(Frame frame) {
      Object value = left.eval(frame);
      return Compare.truth(value) == and ? right.eval(frame) : value;
    }

    @Override
    void resolve(Scope scope) {
      left.resolve(scope);
      right.resolve(scope);
    }
  }

  static final class Conditional extends Expr {
    private final Expr condition;
    private final Expr then;
    private final Expr otherwise;

    Conditional(Token at, Expr condition, Expr then, Expr otherwise) {
      super(at);
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    Object eval(Frame frame) {
      return (Compare.truth(condition.eval(frame)) ? then : otherwise).eval(frame);
    }

    @Override
    void resolve(Scope scope) {
      condition.resolve(scope);
      then.resolve(scope);
      otherwise.resolve(scope);
    }
  }

  /** One comparison, or a chain of them as Python has it: each operand is evaluated once. */
  static final class Comparing extends Expr {
    private final Expr first;
    private final Sign[] signs;
    private final Expr[] others;

    Comparing(Token at, Expr first, List<Sign> signs, List<Expr> others) {
      super(at);
      this.first = first;
      this.signs = signs.toArray(Sign[]::new);
      this.others = others.toArray(Expr[]::new);
    }

    @Override
    Object eval(Frame frame) {
      Object left = first.eval(frame);
      for (int index = 0; index < signs.length; index++) {
        Object right = others[index].eval(frame);
        try {
          if (!signs[index].holds(frame.run, left, right)) {
            return false;
          }
        } catch (StarError wrong) {
          throw here(wrong);
        }
        left = right;
      }
      return true;
    }

    @Override
    void resolve(Scope scope) {
      first.resolve(scope);
      for (Expr other : others) {
        other.resolve(scope);
      }
    }
  }

  /** {@code name := value}. */
  static final class Walrus extends Expr {
    private final Name name;
    private final Expr value;

    Walrus(Token at, Name name, Expr value) {
      super(at);
      this.name = name;
      this.value = value;
    }

    @Override
    Object eval(Frame frame) {
      Object result = value.eval(frame);
      name.assign(frame, result);
      return result;
    }

    @Override
    void resolve(Scope scope) {
      value.resolve(scope);
      name.resolveTarget(scope);
    }
  }
}
