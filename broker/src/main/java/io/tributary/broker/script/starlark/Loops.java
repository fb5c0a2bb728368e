package io.tributary.broker.script.starlark;

/** {@code for} and {@code while}. */
final class Loops {
  private Loops() {}

  static final class For extends Stmt {
    private final Target target;
    private final Expr iterable;
    private final Stmt body;
    private final Stmt otherwise;

    /**
     * @param otherwise Python's {@code else} of a loop, or null
     */
    For(Target target, Expr iterable, Stmt body, Stmt otherwise) {
      this.target = target;
      this.iterable = iterable;
      this.body = body;
      this.otherwise = otherwise;
    }

    @Override
    Flow exec(Frame frame) {
      Walk walk = open(frame);
      try {
        for (Object next = walk.next(); next != null; next = walk.next()) {
          frame.run.meter().step();
          target.assign(frame, next);
          Flow flow = body.exec(frame);
          if (flow == Flow.BREAK) {
            return Flow.NEXT;
          }
          if (flow == Flow.RETURN) {
            return flow;
          }
        }
      } finally {
        walk.close();
      }
      return otherwise == null ? Flow.NEXT : otherwise.exec(frame);
    }

    private Walk open(Frame frame) {
      Object value = iterable.eval(frame);
      try {
        return Iterables.walk(frame.run, value);
      } catch (StarError wrong) {
        throw iterable.here(wrong);
      }
    }

    @Override
    void declare(Scope scope) {
      target.declare(scope);
      body.declare(scope);
      if (otherwise != null) {
        otherwise.declare(scope);
      }
    }

    @Override
    void resolve(Scope scope) {
      iterable.resolve(scope);
      target.resolveTarget(scope);
      body.resolve(scope);
      if (otherwise != null) {
        otherwise.resolve(scope);
      }
    }
  }

  static final class While extends Stmt {
    private final Expr condition;
    private final Stmt body;
    private final Stmt otherwise;

    While(Expr condition, Stmt body, Stmt otherwise) {
      this.condition = condition;
      this.body = body;
      this.otherwise = otherwise;
    }

    @Override
    Flow exec(Frame frame) {
      while (Compare.truth(condition.eval(frame))) {
        frame.run.meter().step();
        Flow flow = body.exec(frame);
        if (flow == Flow.BREAK) {
          return Flow.NEXT;
        }
        if (flow == Flow.RETURN) {
          return flow;
        }
      }
      return otherwise == null ? Flow.NEXT : otherwise.exec(frame);
    }

    @Override
    void declare(Scope scope) {
      body.declare(scope);
      if (otherwise != null) {
        otherwise.declare(scope);
      }
    }

    @Override
    void resolve(Scope scope) {
      condition.resolve(scope);
      body.resolve(scope);
      if (otherwise != null) {
        otherwise.resolve(scope);
      }
    }
  }
}
