package io.tributary.broker.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a script.
 *
 * @param name for messages
 * @param parameters the names by which the body knows what it is given; small letters only
 * @param body a function body that returns an object
 */
public record ScriptText(String name, List<String> parameters, String body) {
  /** Most bytes of a body, as UTF-8. */
  public static final int LARGEST = 64 << 10;

  private static final Pattern PARAMETER = Pattern.compile("[a-z]+");

  public ScriptText {
    parameters = List.copyOf(parameters);
    // They become part of the source.
    if (!parameters.stream().allMatch(PARAMETER.asMatchPredicate())) {
      throw new IllegalArgumentException("A parameter is not of small letters: " + parameters);
    }
  }

  /**
   * Looks at the size, before anything reads the text.
   *
   * @throws ScriptSyntax when it is larger than {@link #LARGEST}
   */
  public void refuseHuge() {
    if (body.length() > LARGEST || body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new ScriptSyntax("a script has at most " + LARGEST + " bytes", 1, 1);
    }
  }
}
