package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the scopes of one script share. */
final class Resolution {
  private final Dialect dialect;
  private final Map<String, Object> universe;
  private final Map<String, String> refused;
  private final List<String> globals = new ArrayList<>();

  /**
   * @param universe names that every script knows
   * @param refused names that scripts may expect, and why they are not here
   */
  Resolution(Dialect dialect, Map<String, Object> universe, Map<String, String> refused) {
    this.dialect = dialect;
    this.universe = universe;
    this.refused = refused;
  }

  Dialect dialect() {
    return dialect;
  }

  Map<String, Object> universe() {
    return universe;
  }

  /** Null when nobody would expect it. */
  String refusal(String name) {
    return refused.get(name);
  }

  int newGlobal(String name) {
    globals.add(name);
    return globals.size() - 1;
  }

  List<String> globals() {
    return globals;
  }
}
