package io.tributary.platform.launch;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.ops.StartupException;
import java.util.List;

/** What a person at the terminal reads of a failure: never a stack trace. */
final class Sentences {
  private Sentences() {}

  /**
   * @param otherwise for a failure that nobody has foreseen
   */
  static List<String> of(Throwable failure, String otherwise) {
    if (failure instanceof ConfigException wrong) {
      return wrong.problems().stream().map(ConfigProblem::toString).toList();
    }
    return List.of(failure instanceof StartupException ? failure.getMessage() : otherwise);
  }
}
