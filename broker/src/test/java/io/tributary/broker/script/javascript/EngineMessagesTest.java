package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptUsage;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.ScriptableObject;

/** Of every message that the engine has, and of those that nobody knows, no value comes out. */
final class EngineMessagesTest {
  private static final String MARKER = "SECRET";

  private static final ResourceBundle ENGINE =
      ResourceBundle.getBundle(
          "org.mozilla.javascript.resources.Messages",
          Locale.ENGLISH,
          Context.class.getClassLoader());

  /**
   * @param name of the argument that is a name in the script, or one that it computes: told only
   *     where the script says it
   * @param kind of the argument that is what {@code typeof} says, or null; -1 for none
   */
  private record Named(int name, int kind) {}

  private static final Named NONE = new Named(-1, -1);

  /** All messages of which an argument is told. Any other argument is, or may be, a value. */
  private static final Map<String, Named> NAMED =
      Map.ofEntries(
          // An identifier: nothing else is looked up in a scope, and no scope is made of data.
          Map.entry("msg.is.not.defined", new Named(0, -1)),
          // The member that is called: `a.name()` or, computed, `a[name]()`.
          Map.entry("msg.function.not.found", new Named(0, -1)),
          Map.entry("msg.function.not.found.in", new Named(0, -1)),
          Map.entry("msg.isnt.function.in", new Named(0, -1)),
          // What is called: its name, but a value where that is one, as in map(claims.name); so it
          // is told only where the script calls what is named so.
          Map.entry("msg.isnt.function", new Named(0, 1)),
          Map.entry("msg.not.ctor", new Named(0, -1)),
          // The member of what is not there; its other argument is undefined or null.
          Map.entry("msg.undef.prop.read", new Named(1, 0)),
          Map.entry("msg.undef.prop.write", new Named(1, 0)),
          Map.entry("msg.undef.prop.delete", new Named(1, 0)),
          Map.entry("msg.undef.method.call", new Named(1, 0)),
          // The member that is written.
          Map.entry("msg.add.sealed", new Named(0, -1)),
          Map.entry("msg.remove.sealed", new Named(0, -1)),
          Map.entry("msg.modify.sealed", new Named(0, -1)),
          Map.entry("msg.modify.readonly", new Named(0, -1)),
          Map.entry("msg.set.prop.no.setter", new Named(0, -1)));

  private final RhinoContexts contexts =
      new RhinoContexts(new ScriptUsage(), Limits.DEFAULT.depth());

  static Stream<String> keys() {
    return ENGINE.keySet().stream().sorted();
  }

  private static Named named(String key) {
    return NAMED.getOrDefault(key, NONE);
  }

  private static int arguments(String key) {
    return new MessageFormat(ENGINE.getString(key), Locale.ENGLISH)
        .getFormatsByArgumentIndex()
        .length;
  }

  /** The engine's own message, with a marker for each argument. */
  private static String filled(String key, Named named) {
    List<Object> markers = new ArrayList<>();
    for (int index = 0; index < arguments(key); index++) {
      markers.add(index == named.kind() ? "undefined" : MARKER + index);
    }
    return new MessageFormat(ENGINE.getString(key), Locale.ENGLISH).format(markers.toArray());
  }

  private List<String> told(String script, String words) {
    return contexts.inFresh(
        context -> {
          ScriptableObject global = context.initSafeStandardObjects();
          JsMistake mistake = new JsMistake(Scripts.text(script), global, text -> List.of());
          List<RhinoException> errors =
              List.of(
                  ScriptRuntime.constructError("TypeError", words),
                  ScriptRuntime.constructError("ReferenceError", words),
                  new EvaluatorException(words));
          return errors.stream().map(error -> mistake.told(error, 7)).map(this::whole).toList();
        });
  }

  private String whole(ScriptFailure failure) {
    assertEquals(7, failure.line());
    assertFalse(failure.getMessage().isBlank());
    return failure.getMessage();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void noArgumentIsToldThatTheScriptDoesNotSay(String key) {
    for (Named named : List.of(NONE, named(key))) {
      for (String told : told("return {};", filled(key, named))) {
        assertFalse(told.contains(MARKER), told);
      }
    }
  }

  /** Where the script says all of them, those are told that are names, and no other. */
  @Test
  void onlyNamesAreTold() {
    Map<String, Set<Integer>> names = new TreeMap<>();
    NAMED.forEach((key, named) -> names.put(key, Set.of(named.name())));
    assertEquals(names, toldIn("return SECRET0() + SECRET1() + SECRET2() + SECRET3();"));
    names.keySet().removeAll(List.of("msg.isnt.function", "msg.not.ctor"));
    assertEquals(names, toldIn("return ['SECRET0', 'SECRET1', 'SECRET2', 'SECRET3'];"));
  }

  private Map<String, Set<Integer>> toldIn(String script) {
    Map<String, Set<Integer>> told = new TreeMap<>();
    keys()
        .forEach(
            key -> {
              String all = String.join("\n", told(script, filled(key, named(key))));
              for (int index = 0; index < arguments(key); index++) {
                if (all.contains(MARKER + index)) {
                  told.computeIfAbsent(key, each -> new TreeSet<>()).add(index);
                }
              }
            });
    return told;
  }

  @Test
  void sentencesWithoutAnArgumentAreToldWhole() {
    Map<String, String> lost = new LinkedHashMap<>();
    keys()
        .filter(key -> arguments(key) == 0)
        .forEach(
            key -> {
              String sentence = filled(key, NONE);
              if (!told("return {};", sentence).contains("TypeError: " + sentence)) {
                lost.put(key, sentence);
              }
            });
    assertEquals(Map.of(), lost);
    assertTrue(keys().count() > 300, "the engine's messages were found");
    assertTrue(keys().toList().containsAll(NAMED.keySet()));
  }

  /** The engine has words that stand in no bundle, and another release has other ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET",
        "Unexpected token: SECRET",
        "Unsupported number format: SECRET",
        "Wrapped java.lang.IllegalStateException: SECRET",
        "\"SECRET\" is not defined at all",
        "SECRET: Invalid JavaScript value.",
        "x is not a function, it is SECRET.",
        "Cannot read property \"x\" from SECRET",
        "Cannot call method \"x\" of SECRET",
        "Cannot set property \"x\" of SECRET to \"y\"",
        "Cannot SECRET a property of a sealed object: x."
      })
  void whatIsNotKnownIsNotTold(String words) {
    assertEquals(
        List.of("TypeError", "ReferenceError", "the engine refused it"),
        told("return x.SECRET;".replace("SECRET", "y"), words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          const f = 1; f(); | TypeError: what it calls is not a function, it is number.
          const o = {m: 1}; o.m(); | TypeError: m is not a function, it is number.
          claims.groups.map('x'); | TypeError: what it calls is not a function, it is string.
          for (const x of 5) {} | TypeError: what it walks is not iterable
          for (const x of claims.nope) {} | TypeError: null is not iterable
          claims.nope.trim(); | TypeError: Cannot call method "trim" of undefined
          claims.nope.trim; | TypeError: Cannot read property "trim" from undefined
          claims.nope.x = 1; | TypeError: Cannot set property "x" of undefined
          delete claims.nope.x; | TypeError: Cannot delete property "x" of undefined
          claims.x = 1; | Cannot change what is given or built in: x
          Object.keys(null); | TypeError: Cannot convert null to an object.
          [].reduce((a, b) => a); | TypeError: Reduce of empty array with no initial value
          'x' in 'y'; | TypeError: Can't use 'in' on a non-object.
          claims.groups.push('x'); | TypeError: this list is read-only; make a copy with slice()
          'x'.repeat(-1); | RangeError: repeat takes a number of times
          JSON.stringify({}, ['a']); | TypeError: JSON.stringify takes no replacer here; change the value first
          const o = {}; o.m(...[1]); | TypeError: m is not a function, it is undefined.
          const o = {m: 1}; o.m(...[1]); | TypeError: m is not a function, it is number.
          groups.map(claims.nope, {}); | TypeError: groups.map needs a list of texts, and got undefined
          """)
  void whatHelpsIsTold(String script, String message) {
    assertEquals(message, failure(script).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new RegExp(claims.bad);",
        "new RegExp(claims.name, claims.name);",
        "'x'.match(claims.bad);",
        "regex(claims.bad, 'x');",
        "JSON.parse(claims.name);",
        "JSON.parse('[' + claims.name);",
        "(1).toFixed(claims.number);",
        "(1).toString(claims.number);",
        "new Array(-claims.number);",
        "const o = {}; o[claims.name](...[1]);",
        "const o = {[claims.name]: 1}; o[claims.name](...[1]);",
        "const o = {}; o[Symbol(claims.name)](...[1]);",
        "decodeURIComponent('%' + claims.name);",
        "Object.defineProperty(Object.freeze({}), claims.name, {value: 1});",
        "const o = Object.freeze({[claims.name]: 1}); Object.defineProperty(o, claims.name, {value: 2});",
        "'use strict'; const o = {get [claims.name]() { return 1; }}; o[claims.name] = claims.name;",
        "new claims.name();",
        "Reflect.construct(claims.name, []);",
        "Map.prototype.get.call(claims.name, 1);",
        "Symbol(claims.name) + '';",
        "const a = {}; a[claims.name] = a; JSON.stringify(a);",
        "claims['x' + claims.name + ' Exceeded maximum stack depth']();",
        "const {[claims.name]: {x}} = {}; ",
        "null[claims.name];",
        "for (const x of claims.number) {}",
        "BigInt(claims.name);",
        "+Symbol(claims.name);"
      })
  void noErrorOfTheEngineHasAValue(String script) {
    String message = failure(script).getMessage();
    assertFalse(message.contains(MARKER), message);
    assertFalse(message.contains("4711"), message);
  }

  /** That a value is the same as a word of the script would be told of somebody too. */
  @Test
  void noValueIsToldForBeingAWordOfTheScript() {
    for (String use :
        List.of(
            "claims.groups.map(claims.name);",
            "const f = claims.name; f();",
            "new claims.name();",
            "for (const x of {toString() { return claims.name; }}) {}")) {
      String message = failure("const known = 'SECRET'; " + use).getMessage();
      assertFalse(message.contains(MARKER), message);
    }
  }

  /** The engine speaks other languages too, and only the English words are known. */
  @Test
  void theEngineSpeaksEnglishWhereverItRuns() {
    assertEquals(Locale.ENGLISH, contexts.inFresh(Context::getLocale));
  }

  private static ScriptFailure failure(String script) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("name", MARKER);
    claims.put("bad", MARKER + "(" + MARKER + "{4711,1}");
    claims.put("number", 4711);
    claims.put("groups", Collections.nCopies(2, MARKER));
    return assertThrows(
        ScriptFailure.class,
        () ->
            new RhinoLanguage()
                .open()
                .evaluate(
                    Scripts.text(script + " return {};"), Scripts.input(claims), Scripts.LIMITS),
        script);
  }
}
