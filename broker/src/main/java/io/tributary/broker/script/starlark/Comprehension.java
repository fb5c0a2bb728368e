package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.List;

/** A list, dict or set made by loops within an expression; spec.md, "Comprehensions". */
final class Comprehension extends Expr implements Scope.Waiting {
  /** What it makes. */
  enum Kind {
    LIST,
    SET,
    DICT
  }

  private final Kind kind;
  private final Expr body;
  private final Expr value;
  private final Clause[] clauses;
  private final List<Binding> variables = new ArrayList<>();
  private int[] slots = {};
  private boolean[] cells = {};

  /**
   * @param body the element, or the key
   * @param value of a dict's entry, else null
   */
  Comprehension(Token at, Kind kind, Expr body, Expr value, List<Clause> clauses) {
    super(at);
    this.kind = kind;
    this.body = body;
    this.value = value;
    this.clauses = clauses.toArray(Clause[]::new);
  }

  @Override
  Object eval(Frame frame) {
    Object first = clauses[0].expr().eval(frame);
    for (int index = 0; index < slots.length; index++) {
      frame.slots[slots[index]] = cells[index] ? new Cell(null) : null;
    }
    ClauseWalk walk = new ClauseWalk(clauses, frame, first, false);
    try {
      return switch (kind) {
        case LIST -> list(frame, walk);
        case SET -> set(frame, walk);
        case DICT -> dict(frame, walk);
      };
    } finally {
      walk.close();
    }
  }

  private StarList list(Frame frame, ClauseWalk walk) {
    StarList list = new StarList();
    while (walk.next()) {
      list.add(frame.run, body.eval(frame));
    }
    return list;
  }

  private StarSet set(Frame frame, ClauseWalk walk) {
    StarSet set = new StarSet();
    while (walk.next()) {
      Object element = body.eval(frame);
      try {
        set.add(frame.run, element);
      } catch (StarError wrong) {
        throw body.here(wrong);
      }
    }
    return set;
  }

  private StarDict dict(Frame frame, ClauseWalk walk) {
    StarDict dict = new StarDict();
    while (walk.next()) {
      Object key = body.eval(frame);
      Object element = value.eval(frame);
      try {
        dict.put(frame.run, key, element);
      } catch (StarError wrong) {
        throw body.here(wrong);
      }
    }
    return dict;
  }

  @Override
  void resolve(Scope scope) {
    clauses[0].expr().resolve(scope);
    Scope inner = scope.inComprehension();
    declare(clauses, inner);
    variables.addAll(inner.declared());
    resolve(clauses, inner);
    body.resolve(inner);
    if (value != null) {
      value.resolve(inner);
    }
    scope.whenResolved(this);
  }

  static void declare(Clause[] clauses, Scope inner) {
    for (Clause clause : clauses) {
      if (clause.isFor()) {
        clause.target().declare(inner);
      }
    }
  }

  /** All but what the first clause walks, which belongs to the scope outside. */
  static void resolve(Clause[] clauses, Scope inner) {
    for (int index = 0; index < clauses.length; index++) {
      Clause clause = clauses[index];
      if (index > 0) {
        clause.expr().resolve(inner);
      }
      if (clause.isFor()) {
        clause.target().resolveTarget(inner);
      }
    }
  }

  @Override
  public void settle() {
    slots = variables.stream().mapToInt(Binding::slot).toArray();
    cells = new boolean[slots.length];
    for (int index = 0; index < cells.length; index++) {
      cells[index] = variables.get(index).isCaptured();
    }
  }
}
