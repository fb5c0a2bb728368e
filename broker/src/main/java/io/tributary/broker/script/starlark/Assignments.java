package io.tributary.broker.script.starlark;

import java.util.List;
import java.util.Map;

/** Statements that give values to names. */
final class Assignments {
  private Assignments() {}

  /** {@code a = b = value}. */
  static final class Assign extends Stmt {
    private final List<Target> targets;
    private final Expr value;

    Assign(List<Target> targets, Expr value) {
      this.targets = targets;
      this.value = value;
    }

    @Override
    Flow exec(Frame frame) {
      Object result = value.eval(frame);
      for (Target target : targets) {
        target.assign(frame, result);
      }
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      targets.forEach(target -> target.declare(scope));
    }

    @Override
    void resolve(Scope scope) {
      value.resolve(scope);
      targets.forEach(target -> target.resolveTarget(scope));
    }
  }

  /** {@code target operator= value}. */
  static final class Augmented extends Stmt {
    private final Expr target;
    private final Operator operator;
    private final Expr value;

    Augmented(Expr target, Operator operator, Expr value) {
      this.target = target;
      this.operator = operator;
      this.value = value;
    }

    @Override
    Flow exec(Frame frame) {
      if (target instanceof Access.Index index) {
        Object object = index.object().eval(frame);
        Object key = index.key().eval(frame);
        Object old = index.get(frame, object, key);
        index.set(frame, object, key, apply(frame, old));
      } else {
        ((Target) target).assign(frame, apply(frame, target.eval(frame)));
      }
      return Flow.NEXT;
    }

    private Object apply(Frame frame, Object old) {
      Object operand = value.eval(frame);
      frame.run.meter().step();
      try {
        return Operators.augmented(frame.run, operator, old, operand);
      } catch (StarError wrong) {
        throw target.here(wrong);
      }
    }

    @Override
    void declare(Scope scope) {
      ((Target) target).declare(scope);
    }

    @Override
    void resolve(Scope scope) {
      target.resolve(scope);
      value.resolve(scope);
    }
  }

  /** {@code def}. */
  static final class Define extends Stmt {
    private final Name name;
    private final Closure function;

    Define(Name name, Closure function) {
      this.name = name;
      this.function = function;
    }

    @Override
    Flow exec(Frame frame) {
      name.assign(frame, function.eval(frame));
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      name.declare(scope);
    }

    @Override
    void resolve(Scope scope) {
      name.resolveTarget(scope);
      function.resolve(scope);
    }
  }

  /** {@code del}. */
  static final class Delete extends Stmt {
    private final List<Expr> targets;

    Delete(List<Expr> targets) {
      this.targets = targets;
    }

    @Override
    Flow exec(Frame frame) {
      for (Expr target : targets) {
        if (target instanceof Name name) {
          name.unbind(frame);
        } else {
          ((Access.Index) target).remove(frame);
        }
      }
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      targets.forEach(target -> ((Target) target).declare(scope));
    }

    @Override
    void resolve(Scope scope) {
      targets.forEach(target -> target.resolve(scope));
    }
  }

  /** {@code load}. */
  static final class Load extends Stmt {
    private final Literal module;
    private final Map<Name, String> names;

    /**
     * @param names ours, and what the module calls them
     */
    Load(Literal module, Map<Name, String> names) {
      this.module = module;
      this.names = names;
    }

    @Override
    Flow exec(Frame frame) {
      Map<String, Object> found = frame.run.load((String) module.value());
      names.forEach(
          (name, theirs) -> {
            Object value = found.get(theirs);
            if (value == null) {
              throw name.here(
                  StarError.value(
                      "load: name "
                          + theirs
                          + " not found in module "
                          + module.value()
                          + Spelling.nearest(theirs, found.keySet())
                              .map(near -> " (did you mean " + near + "?)")
                              .orElse("")));
            }
            name.assign(frame, value);
          });
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      names.keySet().forEach(name -> name.declare(scope));
    }

    @Override
    void resolve(Scope scope) {
      names.keySet().forEach(name -> name.resolveTarget(scope));
    }
  }

  /** Binds the names of {@code :=} in the function that they stand in. */
  static final class Bind extends Stmt {
    private final List<Name> names;

    Bind(List<Name> names) {
      this.names = names;
    }

    @Override
    Flow exec(Frame frame) {
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      names.forEach(name -> name.declare(scope));
    }

    @Override
    void resolve(Scope scope) {}
  }

  /** {@code nonlocal}. */
  static final class Borrow extends Stmt {
    private final List<Name> names;

    Borrow(List<Name> names) {
      this.names = names;
    }

    @Override
    Flow exec(Frame frame) {
      return Flow.NEXT;
    }

    @Override
    void declare(Scope scope) {
      names.forEach(name -> scope.borrow(name.name(), name));
    }

    @Override
    void resolve(Scope scope) {}
  }
}
