package io.tributary.broker.script.starlark;

import java.util.List;

/** {@code try} and {@code raise}. Limits pass through all of it. */
final class Failures {
  private Failures() {}

  /**
   * One {@code except}.
   *
   * @param kinds null for all
   * @param name null for none
   */
  record Handler(Expr kinds, Name name, Stmt body) {}

  static final class Try extends Stmt {
    private final Stmt body;
    private final List<Handler> handlers;
    private final Stmt otherwise;
    private final Stmt last;

    /**
     * @param otherwise null for none
     * @param last null for none
     */
    Try(Stmt body, List<Handler> handlers, Stmt otherwise, Stmt last) {
      this.body = body;
      this.handlers = handlers;
      this.otherwise = otherwise;
      this.last = last;
    }

    @Override
    Flow exec(Frame frame) {
      Flow flow;
      try {
        flow = guarded(frame);
      } catch (StarError error) {
        if (last != null) {
          Flow changed = last.exec(frame);
          if (changed != Flow.NEXT) {
            return changed;
          }
        }
        throw error;
      }
      if (last == null) {
        return flow;
      }
      Object result = frame.result;
      Flow changed = last.exec(frame);
      if (changed != Flow.NEXT) {
        return changed;
      }
      frame.result = result;
      return flow;
    }

    private Flow guarded(Frame frame) {
      Flow flow;
      try {
        flow = body.exec(frame);
      } catch (StarError error) {
        return handled(frame, error);
      }
      return flow == Flow.NEXT && otherwise != null ? otherwise.exec(frame) : flow;
    }

    private Flow handled(Frame frame, StarError error) {
      frame.run.meter().step();
      for (Handler handler : handlers) {
        if (handler.kinds() == null || matches(frame, handler.kinds(), error)) {
          return handle(frame, handler, error);
        }
      }
      throw error;
    }

    private static Flow handle(Frame frame, Handler handler, StarError error) {
      StarError outer = frame.caught;
      frame.caught = error;
      if (handler.name() != null) {
        handler.name().assign(frame, StarException.of(error));
      }
      try {
        return handler.body().exec(frame);
      } finally {
        frame.caught = outer;
        if (handler.name() != null) {
          handler.name().assign(frame, null);
        }
      }
    }

    private static boolean matches(Frame frame, Expr kinds, StarError error) {
      Object value = kinds.eval(frame);
      Object[] all = value instanceof StarTuple tuple ? tuple.elements() : new Object[] {value};
      for (Object each : all) {
        if (!(each instanceof StarException.Kind kind)) {
          throw kinds.here(StarError.type("except takes kinds of errors, not " + Type.name(each)));
        }
        if (error.kind().isA(kind.kind())) {
          return true;
        }
      }
      return false;
    }

    @Override
    void declare(Scope scope) {
      body.declare(scope);
      for (Handler handler : handlers) {
        if (handler.name() != null) {
          handler.name().declare(scope);
        }
        handler.body().declare(scope);
      }
      for (Stmt each : new Stmt[] {otherwise, last}) {
        if (each != null) {
          each.declare(scope);
        }
      }
    }

    @Override
    void resolve(Scope scope) {
      body.resolve(scope);
      for (Handler handler : handlers) {
        if (handler.kinds() != null) {
          handler.kinds().resolve(scope);
        }
        if (handler.name() != null) {
          handler.name().resolveTarget(scope);
        }
        handler.body().resolve(scope);
      }
      for (Stmt each : new Stmt[] {otherwise, last}) {
        if (each != null) {
          each.resolve(scope);
        }
      }
    }
  }

  static final class Raise extends Stmt {
    private final Token at;
    private final Expr error;

    /**
     * @param error null to raise again what was caught
     */
    Raise(Token at, Expr error) {
      this.at = at;
      this.error = error;
    }

    @Override
    Flow exec(Frame frame) {
      if (error == null) {
        throw frame.caught == null
            ? StarError.runtime("no active exception to re-raise").at(at.line(), at.column())
            : frame.caught;
      }
      Object value = error.eval(frame);
      if (value instanceof StarException.Kind kind) {
        value = kind.call(frame.run, Arguments.NONE);
      }
      if (value instanceof StarException exception) {
        throw exception.error(frame.run).at(at.line(), at.column());
      }
      throw error.here(StarError.type("raise takes an error such as ValueError(\"…\")"));
    }

    @Override
    void resolve(Scope scope) {
      if (error != null) {
        error.resolve(scope);
      }
    }
  }
}
