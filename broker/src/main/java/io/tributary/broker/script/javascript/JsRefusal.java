package io.tributary.broker.script.javascript;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.ScriptRuntime;

/** What our own parts of the engine refuse, in sentences that hold no value. */
enum JsRefusal {
  NOTHING_TO_SPREAD("TypeError", "what is spread here is not a list"),
  MANY_MARKS("RangeError", "a letter has more than " + RealmGuards.MOST_MARKS + " marks"),
  READ_ONLY("TypeError", "this list is read-only; make a copy with slice()"),
  NOTHING_TO_APPLY("TypeError", "apply takes a list"),
  NO_TIMES("RangeError", "repeat takes a number of times"),
  NO_TEXT("TypeError", "text functions work on texts"),
  NO_LIST("TypeError", "list functions work on lists"),
  REPLACER("TypeError", "JSON.stringify takes no replacer here; change the value first");

  private final String kind;
  private final String sentence;

  JsRefusal(String kind, String sentence) {
    this.kind = kind;
    this.sentence = sentence;
  }

  /** For scripts to catch. */
  EcmaError error() {
    return ScriptRuntime.constructError(kind, sentence);
  }

  static Set<String> sentences() {
    return Stream.of(values()).map(each -> each.sentence).collect(Collectors.toUnmodifiableSet());
  }
}
