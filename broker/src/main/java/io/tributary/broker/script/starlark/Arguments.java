package io.tributary.broker.script.starlark;

/** What a call gives. */
final class Arguments {
  private static final String[] NO_NAMES = {};
  private static final Object[] NOTHING = {};
  static final Arguments NONE = new Arguments(NOTHING, NO_NAMES, NOTHING);

  private final Object[] positional;
  private final String[] names;
  private final Object[] named;

  /**
   * @param positional nobody else's
   * @param names of the named ones, all different
   * @param named as many as names
   */
  Arguments(Object[] positional, String[] names, Object[] named) {
    this.positional = positional;
    this.names = names;
    this.named = named;
  }

  static Arguments of(Object... positional) {
    return new Arguments(positional, NO_NAMES, NOTHING);
  }

  /** Read only. */
  Object[] positional() {
    return positional;
  }

  /** Read only. */
  String[] names() {
    return names;
  }

  /** Read only. */
  Object[] named() {
    return named;
  }

  int count() {
    return positional.length;
  }

  void refuseNamed(String function) {
    if (names.length > 0) {
      throw StarError.type(
          function
              + ": unexpected keyword argument "
              + names[0]
              + " (it does not accept keyword arguments)");
    }
  }
}
