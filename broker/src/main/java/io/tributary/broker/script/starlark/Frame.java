package io.tributary.broker.script.starlark;

/** One call of one function: its variables, and what it returns. */
final class Frame {
  final Run run;
  final Object[] slots;
  final Cell[] free;
  final Object[] globals;
  Object result = None.NONE;

  /** What {@code except} has caught, for a bare {@code raise}. */
  StarError caught;

  /**
   * @param free variables of functions around
   * @param globals of the module, empty where a script has none
   */
  Frame(Run run, int slots, Cell[] free, Object[] globals) {
    this.run = run;
    this.slots = new Object[slots];
    this.free = free;
    this.globals = globals;
  }
}
