package io.tributary.broker.script.starlark;

/**
 * Which language is read and run.
 *
 * @param python what Python has and Starlark lacks: {@code while}, {@code try}, f-strings, {@code
 *     is}, generators, sets in braces, chained comparisons, and Python's way of writing values
 * @param body a script is the body of a function, and its top-level names are local to it
 * @param recursion functions may call themselves, as deep as the limits allow
 * @param topLevelControl {@code if} and {@code for} may stand outside of functions
 * @param globalReassign global names may be given another value
 * @param whileLoops {@code while} is known
 */
record Dialect(
    boolean python,
    boolean body,
    boolean recursion,
    boolean topLevelControl,
    boolean globalReassign,
    boolean whileLoops) {

  /** The core language, as bazelbuild/starlark {@code spec.md} has it. */
  static final Dialect STARLARK = new Dialect(false, false, false, false, false, false);

  /** authentik's expressions: what mappings are written in. */
  static final Dialect EXPRESSION = new Dialect(true, true, true, true, true, true);
}
