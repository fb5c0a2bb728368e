package io.tributary.broker.script.starlark;

/** Goes through all values of a comprehension's variables for which its conditions hold. */
final class ClauseWalk {
  private final Clause[] clauses;
  private final Frame frame;
  private final boolean copies;
  private final Walk[] walks;
  private int at;

  /**
   * @param first what the first clause walks, evaluated outside
   * @param copies whether what is walked may change meanwhile, as a generator allows
   */
  ClauseWalk(Clause[] clauses, Frame frame, Object first, boolean copies) {
    this.clauses = clauses;
    this.frame = frame;
    this.copies = copies;
    walks = new Walk[clauses.length];
    walks[0] = open(clauses[0].expr(), first);
  }

  private Walk open(Expr where, Object value) {
    try {
      if (copies && value instanceof Freezable) {
        return Walk.over(Iterables.elements(frame.run, value));
      }
      return Iterables.walk(frame.run, value);
    } catch (StarError wrong) {
      throw where.here(wrong);
    }
  }

  /** Gives the variables their next values; false when there are no more. */
  boolean next() {
    if (at == clauses.length) {
      at = loopBefore(at);
    }
    while (at >= 0 && at < clauses.length) {
      Clause clause = clauses[at];
      if (!clause.isFor()) {
        at = Compare.truth(clause.expr().eval(frame)) ? at + 1 : loopBefore(at);
        continue;
      }
      frame.run.meter().step();
      if (walks[at] == null) {
        walks[at] = open(clause.expr(), clause.expr().eval(frame));
      }
      Object element = walks[at].next();
      if (element == null) {
        walks[at].close();
        walks[at] = null;
        at = loopBefore(at);
      } else {
        clause.target().assign(frame, element);
        at++;
      }
    }
    return at >= 0;
  }

  private int loopBefore(int place) {
    int before = place - 1;
    while (before >= 0 && !clauses[before].isFor()) {
      before--;
    }
    return before;
  }

  /** After the last, or when it failed. */
  void close() {
    for (Walk walk : walks) {
      if (walk != null) {
        walk.close();
      }
    }
  }
}
