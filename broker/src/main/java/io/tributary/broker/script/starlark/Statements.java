package io.tributary.broker.script.starlark;

import java.util.List;

/** Statements that neither bind names nor catch errors. */
final class Statements {
  private Statements() {}

  /** Several, one after the other. */
  static final class Block extends Stmt {
    private final Stmt[] statements;

    Block(List<Stmt> statements) {
      this.statements = statements.toArray(Stmt[]::new);
    }

    List<Stmt> statements() {
      return List.of(statements);
    }

    @Override
    Flow exec(Frame frame) {
      for (Stmt statement : statements) {
        frame.run.meter().step();
        Flow flow = statement.exec(frame);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      for (Stmt statement : statements) {
        statement.declare(scope);
      }
    }

    @Override
    void resolve(Scope scope) {
      for (Stmt statement : statements) {
        statement.resolve(scope);
      }
    }
  }

  static final class Expression extends Stmt {
    private final Expr expression;

    Expression(Expr expression) {
      this.expression = expression;
    }

    @Override
    Flow exec(Frame frame) {
      expression.eval(frame);
      return Flow.NEXT;
    }

    @Override
    void resolve(Scope scope) {
      expression.resolve(scope);
    }
  }

  /** {@code pass}, {@code break}, {@code continue}. */
  static final class Jump extends Stmt {
    private final Flow flow;

    Jump(Flow flow) {
      this.flow = flow;
    }

    @Override
    Flow exec(Frame frame) {
      return flow;
    }

    @Override
    void resolve(Scope scope) {}
  }

  static final class Return extends Stmt {
    private final Expr value;

    /**
     * @param value null for none
     */
    Return(Expr value) {
      this.value = value;
    }

    @Override
    Flow exec(Frame frame) {
      frame.result = value == null ? None.NONE : value.eval(frame);
      return Flow.RETURN;
    }

    @Override
    void resolve(Scope scope) {
      if (value != null) {
        value.resolve(scope);
      }
    }
  }

  /** {@code if} with any number of {@code elif}. */
  static final class If extends Stmt {
    private final Expr[] conditions;
    private final Stmt[] blocks;
    private final Stmt otherwise;

    /**
     * @param blocks one for each condition
     * @param otherwise null for none
     */
    If(List<Expr> conditions, List<Stmt> blocks, Stmt otherwise) {
      this.conditions = conditions.toArray(Expr[]::new);
      this.blocks = blocks.toArray(Stmt[]::new);
      this.otherwise = otherwise;
    }

    @Override
    Flow exec(Frame frame) {
      for (int index = 0; index < conditions.length; index++) {
        frame.run.meter().step();
        if (Compare.truth(conditions[index].eval(frame))) {
          return blocks[index].exec(frame);
        }
      }
      return otherwise == null ? Flow.NEXT : otherwise.exec(frame);
    }

    @Override
    void declare(Scope scope) {
      for (Stmt block : blocks) {
        block.declare(scope);
      }
      if (otherwise != null) {
        otherwise.declare(scope);
      }
    }

    @Override
    void resolve(Scope scope) {
      for (int index = 0; index < conditions.length; index++) {
        conditions[index].resolve(scope);
        blocks[index].resolve(scope);
      }
      if (otherwise != null) {
        otherwise.resolve(scope);
      }
    }
  }

  static final class Assert extends Stmt {
    private final Expr condition;
    private final Expr message;

    /**
     * @param message null for none
     */
    Assert(Expr condition, Expr message) {
      this.condition = condition;
      this.message = message;
    }

    @Override
    Flow exec(Frame frame) {
      if (!Compare.truth(condition.eval(frame))) {
        String said =
            message == null ? "assertion failed" : Printer.str(frame.run, message.eval(frame));
        throw condition.here(new StarError(ErrorKind.ASSERTION, said).onPurpose());
      }
      return Flow.NEXT;
    }

    @Override
    void resolve(Scope scope) {
      condition.resolve(scope);
      if (message != null) {
        message.resolve(scope);
      }
    }
  }
}
