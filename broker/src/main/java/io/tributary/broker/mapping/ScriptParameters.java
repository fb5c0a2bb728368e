package io.tributary.broker.mapping;

import io.tributary.broker.script.ScriptNotes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names by which a script knows what it is given. Python has authentik's beside ours; in
 * JavaScript each further name would be one that no script may use for its own.
 */
public final class ScriptParameters {
  public static final List<String> JAVASCRIPT = List.of("claims", "request", "client", "scopes");
  public static final List<String> PYTHON =
      List.of("request", "user", "provider", "token", "claims", "client", "scopes");

  /** Rules note what each did. */
  static final List<String> RULES =
      Stream.concat(JAVASCRIPT.stream(), Stream.of(ScriptNotes.PARAMETER)).toList();

  private ScriptParameters() {}

  /**
   * @param language ending of the script's file
   */
  public static List<String> of(String language) {
    return language.equals("py") ? PYTHON : JAVASCRIPT;
  }
}
