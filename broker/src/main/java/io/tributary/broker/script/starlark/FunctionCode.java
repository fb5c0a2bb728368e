package io.tributary.broker.script.starlark;

/** A function as written. */
final class FunctionCode {
  /** Where its variables are. */
  static final class Layout {
    private final int slots;
    private final int[] cells;
    private final int[] sources;

    /**
     * @param slots how many
     * @param cells those that inner functions see
     * @param sources of its free variables: a slot of the function around, or one of that one's own
     *     free variables when negative
     */
    Layout(int slots, int[] cells, int[] sources) {
      this.slots = slots;
      this.cells = cells;
      this.sources = sources;
    }
  }

  private final String name;
  private final Parameters parameters;
  private final Stmt body;
  private Layout layout;

  FunctionCode(String name, Parameters parameters, Stmt body) {
    this.name = name;
    this.parameters = parameters;
    this.body = body;
  }

  String name() {
    return name;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Resolves its body in a scope made for it. */
  void resolve(Scope scope) {
    parameters.names().forEach(each -> scope.declare(each, 0));
    body.declare(scope);
    body.resolve(scope);
    layout = scope.layout();
  }

  Frame frame(Run run, Cell[] free, Object[] globals) {
    return new Frame(run, layout.slots, free, globals);
  }

  /** The cells that a function made in a frame of the function around it sees. */
  Cell[] capture(Frame frame) {
    int[] sources = layout.sources;
    Cell[] cells = new Cell[sources.length];
    for (int index = 0; index < cells.length; index++) {
      int source = sources[index];
      cells[index] = source < 0 ? frame.free[~source] : (Cell) frame.slots[source];
    }
    return cells;
  }

  /** Moves what inner functions see into cells; the arguments are in their slots already. */
  void makeCells(Frame frame) {
    for (int slot : layout.cells) {
      frame.slots[slot] = new Cell(frame.slots[slot]);
    }
  }

  Object run(Frame frame) {
    makeCells(frame);
    Run run = frame.run;
    run.enter(this);
    try {
      body.exec(frame);
      return frame.result;
    } finally {
      run.leave();
    }
  }
}
