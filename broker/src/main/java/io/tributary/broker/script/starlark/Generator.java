package io.tributary.broker.script.starlark;

import java.util.List;

/** {@code (body for …)}: elements that are worked out when they are asked for. */
final class Generator extends Expr {
  private final Expr body;
  private final Clause[] clauses;
  private final FunctionCode code;

  Generator(Token at, Expr body, List<Clause> clauses) {
    super(at);
    this.body = body;
    this.clauses = clauses.toArray(Clause[]::new);
    code = new FunctionCode("<generator>", Parameters.NONE, new Variables());
  }

  @Override
  Object eval(Frame frame) {
    Object first = clauses[0].expr().eval(frame);
    Frame own = code.frame(frame.run, code.capture(frame), frame.globals);
    code.makeCells(own);
    return new Elements(this, own, new ClauseWalk(clauses, own, first, true));
  }

  @Override
  void resolve(Scope scope) {
    clauses[0].expr().resolve(scope);
    code.resolve(scope.inFunction());
  }

  /** The generator's variables are those of a function, because it may outlive the one around. */
  private final class Variables extends Stmt {
    @Override
    void declare(Scope scope) {
      Comprehension.declare(clauses, scope);
    }

    @Override
    void resolve(Scope scope) {
      Comprehension.resolve(clauses, scope);
      body.resolve(scope);
    }

    @Override
    Flow exec(Frame frame) {
      throw new IllegalStateException();
    }
  }

  /** The elements, each of which comes once. */
  private static final class Elements implements OneShot {
    private final Generator generator;
    private final Frame frame;
    private final ClauseWalk walk;
    private boolean running;
    private boolean ended;

    Elements(Generator generator, Frame frame, ClauseWalk walk) {
      this.generator = generator;
      this.frame = frame;
      this.walk = walk;
    }

    @Override
    public Type type() {
      return OneShotType.GENERATOR;
    }

    @Override
    public Object next() {
      if (running) {
        throw StarError.value("generator already executing");
      }
      if (ended) {
        return null;
      }
      running = true;
      frame.run.meter().enter();
      try {
        Object element = walk.next() ? generator.body.eval(frame) : null;
        ended = element == null;
        return element;
      } catch (StarError wrong) {
        ended = true;
        throw wrong;
      } finally {
        frame.run.meter().leave();
        running = false;
      }
    }
  }
}
