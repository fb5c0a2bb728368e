package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.UnknownName;
import io.tributary.platform.config.Suggestions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * What is told of an error of the engine: its own words without the values that it puts in them,
 * and what was probably meant. A name is told only where the script says it: a script may call for
 * one that it makes of what the provider said.
 */
final class JsMistake {
  /** Characters of a message. */
  static final int LONGEST = 200;

  private static final String COMPUTED = "a name that it computes";

  private static final Pattern NOT_DEFINED =
      Pattern.compile(
          "ReferenceError: (\"(?<name>[\\w$]+)\" is not defined\\."
              + "|Assignment to undefined \"(?<given>[\\w$]+)\" in strict mode)",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern NO_FUNCTION =
      Pattern.compile("Cannot find function (?<name>.*?)( in object .*)?\\.", Pattern.DOTALL);

  /** Each with what is told instead; {@code name} stands in it if the script says it. */
  private static final Map<Pattern, String> OTHERS = others();

  /** How authors call what has these methods. */
  private static final Map<String, String> KINDS =
      Map.of(
          "Array", "lists",
          "String", "texts",
          "Map", "Maps",
          "Set", "Sets",
          "RegExp", "patterns",
          "Number", "numbers");

  private final ScriptText script;
  private final ScriptableObject global;
  private final Function<ScriptText, List<UnknownName>> unknown;

  /**
   * @param unknown the names in a script that nothing defines
   */
  JsMistake(
      ScriptText script, ScriptableObject global, Function<ScriptText, List<UnknownName>> unknown) {
    this.script = script;
    this.global = global;
    this.unknown = unknown;
  }

  private static Map<Pattern, String> others() {
    Map<Pattern, String> others = new LinkedHashMap<>();
    others.put(
        Pattern.compile("Cannot call property (?<name>.*?) in object .*", Pattern.DOTALL),
        "%s is not a function");
    others.put(
        Pattern.compile("(?<name>.*) is not a function, it is (?<kind>\\w+)\\.", Pattern.DOTALL),
        "%s is not a function, it is %s.");
    others.put(
        Pattern.compile("Cannot read property \"(?<name>.*)\" from (?<kind>\\w+)", Pattern.DOTALL),
        "Cannot read property \"%s\" from %s");
    others.put(
        Pattern.compile(
            "Cannot set property \"(?<name>.*?)\" of (?<kind>undefined|null) to .*",
            Pattern.DOTALL),
        "Cannot set property \"%s\" of %s");
    others.put(
        Pattern.compile("Cannot call method \"(?<name>.*)\" of (?<kind>\\w+)", Pattern.DOTALL),
        "Cannot call method \"%s\" of %s");
    others.put(
        Pattern.compile("(?<name>.*) is not iterable", Pattern.DOTALL), "%s is not iterable");
    others.put(
        Pattern.compile(
            "(Cannot \\w+ a property .* a sealed object): (?<name>.*)\\.", Pattern.DOTALL),
        "Cannot change what is given or built in: %s");
    others.put(
        Pattern.compile("Cannot convert (?<name>.*) to an? .*", Pattern.DOTALL),
        "Cannot convert %s");
    return others;
  }

  /** The names that an object has of its own. */
  static Set<String> names(ScriptableObject object) {
    return Stream.of(object.getAllIds())
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param error of the engine, not what a script threw
   * @param line of the script, 0 when not known
   */
  ScriptFailure told(RhinoException error, int line) {
    String kind = error instanceof EcmaError named ? named.getName() + ": " : "";
    String details = error.details() == null ? "" : error.details();
    String words = details.substring(details.startsWith(kind) ? kind.length() : 0);
    Matcher defined = NOT_DEFINED.matcher(kind + words);
    if (defined.matches()) {
      String name = defined.group("name") == null ? defined.group("given") : defined.group("name");
      String sentence = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
      return failure(kind + sentence, line).advised(ofName(name));
    }
    Matcher missing = NO_FUNCTION.matcher(words);
    if (missing.matches()) {
      String name = said(missing.group("name"));
      return failure(kind + "Cannot find function " + name, line)
          .advised(name.equals(COMPUTED) ? "" : ofMethod(name));
    }
    return failure(kind + without(words), line);
  }

  private static ScriptFailure failure(String message, int line) {
    return new ScriptFailure(
        ScriptFailure.Reason.THROWN,
        message.substring(0, Math.min(message.length(), LONGEST)),
        line);
  }

  /** The words without values. */
  private String without(String words) {
    for (Map.Entry<Pattern, String> other : OTHERS.entrySet()) {
      Matcher found = other.getKey().matcher(words);
      if (found.matches()) {
        boolean kind = other.getKey().pattern().contains("<kind>");
        return String.format(
            other.getValue(), said(found.group("name")), kind ? found.group("kind") : "");
      }
    }
    return words;
  }

  private String said(String name) {
    boolean written =
        !name.isEmpty()
            && name.length() <= LONGEST
            && Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(script.body())
                .find();
    return written ? name : COMPUTED;
  }

  private String ofName(String name) {
    return unknown.apply(script).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(UnknownName::meant)
        .orElse("");
  }

  /** Which object it is the engine does not tell, but where the script names one of ours. */
  private String ofMethod(String name) {
    Pattern call =
        Pattern.compile("(?<![\\w$.])([A-Za-z]+)\\s*\\.\\s*" + Pattern.quote(name) + "(?![\\w$])");
    Optional<String> own =
        call.matcher(script.body())
            .results()
            .map(found -> global.get(found.group(1), global))
            .filter(ScriptableObject.class::isInstance)
            .map(owner -> near(name, names((ScriptableObject) owner)))
            .filter(near -> !near.isEmpty())
            .findFirst();
    return own.orElseGet(() -> ofKind(name));
  }

  private String ofKind(String name) {
    Set<String> all = new HashSet<>();
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      Set<String> methods = methods(kind.getKey());
      if (methods.contains(name)) {
        return "it is a method of " + kind.getValue();
      }
      all.addAll(methods);
    }
    return near(name, all);
  }

  private Set<String> methods(String kind) {
    Object prototype =
        global.get(kind, global) instanceof Scriptable maker
            ? ScriptableObject.getProperty(maker, "prototype")
            : null;
    return prototype instanceof ScriptableObject object ? names(object) : Set.of();
  }

  private static String near(String name, Set<String> known) {
    String suffix = Suggestions.suffix(name, known);
    return suffix.isEmpty() ? "" : suffix.substring("; ".length());
  }
}
