package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.UnknownName;
import io.tributary.platform.config.Suggestions;
import java.util.HashSet;
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
 * one that it makes of what the provider said. Of words that are not known only the kind is told.
 */
final class JsMistake {
  /** Characters of a message. */
  private static final int LONGEST = 200;

  private static final String TYPE_ERROR = "TypeError: ";

  /** Of an error that has no kind either. */
  private static final String UNTOLD = "the engine refused it";

  private static final Pattern NOT_DEFINED =
      Pattern.compile(
          "ReferenceError: (\"(?<name>[\\w$]+)\" is not defined\\."
              + "|Assignment to undefined \"(?<given>[\\w$]+)\" in strict mode)",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern NO_FUNCTION =
      Pattern.compile("Cannot find function (?<name>.*?)( in object .*)?\\.", Pattern.DOTALL);

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
  private final JsWording wording;
  private final ScriptableObject global;
  private final Function<ScriptText, List<UnknownName>> unknown;

  /**
   * @param unknown the names in a script that nothing defines
   */
  JsMistake(
      ScriptText script, ScriptableObject global, Function<ScriptText, List<UnknownName>> unknown) {
    this.script = script;
    this.wording = new JsWording(script.body());
    this.global = global;
    this.unknown = unknown;
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
    String kind = named(error).map(name -> name + ": ").orElse("");
    String details = error.details() == null ? "" : error.details();
    String words = details.substring(details.startsWith(kind) ? kind.length() : 0);
    Matcher defined = NOT_DEFINED.matcher(kind + words);
    if (defined.matches()) {
      String name = defined.group("name") == null ? defined.group("given") : defined.group("name");
      if (wording.said(name).isPresent()) {
        String sentence = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
        return failure(kind + sentence, line).advised(ofName(name));
      }
    }
    Matcher missing = NO_FUNCTION.matcher(words);
    if (missing.matches()) {
      Optional<String> name = wording.said(missing.group("name"));
      return failure(kind + "Cannot find function " + name.orElse(JsWording.COMPUTED), line)
          .advised(name.map(this::ofMethod).orElse(""));
    }
    return wording
        .of(words)
        .map(told -> failure(kind + told, line))
        .orElseGet(() -> failure(named(error).orElse(UNTOLD), line));
  }

  /**
   * @param message of an error that a part of ours threw, written in JavaScript: it names kinds of
   *     values, and may name a method
   */
  ScriptFailure toldByOurs(String message, int line) {
    int from = message.startsWith(TYPE_ERROR) ? TYPE_ERROR.length() : 0;
    String told =
        wording
            .reworded(message.substring(from))
            .map(words -> message.substring(0, from) + words)
            .orElse(message);
    return failure(told, line);
  }

  private static Optional<String> named(RhinoException error) {
    return error instanceof EcmaError named ? Optional.of(named.getName()) : Optional.empty();
  }

  /** Of so many characters as a message may have. */
  static ScriptFailure failure(String message, int line) {
    return new ScriptFailure(
        ScriptFailure.Reason.THROWN,
        message.substring(0, Math.min(message.length(), LONGEST)),
        line);
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
