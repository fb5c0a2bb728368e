package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutable values as keys; spec.md, "Hashing": only when they are frozen. */
final class FrozenKeyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          {freeze([1]): 1} § {[1]: 1}
          {freeze({"a": [1]}): 1} § {{"a": [1]}: 1}
          {freeze({"a": [1], "b": 2}): 1}[freeze({"b": 2, "a": [1]})] § 1
          {freeze({}): 1, freeze({1: 2}): 3}[freeze({1.0: 2.0})] § 3
          freeze({1: 2}) in set([freeze({2: 1})]) § False
          {freeze(set([2, 1])): 1}[freeze(set([1, 2]))] § 1
          """)
  void frozenValuesAreKeys(String expression, String expected) {
    assertEquals(expected, Printer.repr(StarlarkTest.run(), value(expression, Dialect.STARLARK)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{}: 1}", "{[]: 1}", "{set(): 1}", "{(1, {}): 1}", "set([freeze([]), {1: 2}])"})
  void othersAreNot(String expression) {
    StarError error = assertThrows(StarError.class, () -> value(expression, Dialect.STARLARK));
    assertTrue(error.getMessage().contains("unhashable"), error.getMessage());
  }

  /** Python has no dict for a key, and what a mapping is given is frozen. */
  @ParameterizedTest
  @ValueSource(strings = {"{freeze({1: 2}): 1}", "set([freeze({})])"})
  void noDictIsKeyInExpressions(String expression) {
    Dialect module = new Dialect(true, false, true, true, true, true);
    StarError error = assertThrows(StarError.class, () -> value(expression, module));
    assertTrue(error.getMessage().contains("unhashable"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"d = {}\nd[1] = d", "d = []\nd.append(d)", "d = {}\nd[1] = [(d,)]"})
  void whatHoldsItselfMeetsTheLimitOfDepth(String module) {
    LimitError reached =
        assertThrows(
            LimitError.class, () -> values(module + "\nfreeze(d)\nx = {d: 1}", Dialect.STARLARK));
    assertEquals(ScriptFailure.Reason.DEPTH, reached.reason());
  }

  private static Object value(String expression, Dialect dialect) {
    return values("x = " + expression, dialect).get("x");
  }

  private static Map<String, Object> values(String module, Dialect dialect) {
    Map<String, Object> universe = new HashMap<>(Builtins.UNIVERSE);
    Native freeze =
        Native.of(
            "freeze",
            "x",
            (run, self, a) -> {
              Freezable.deeply(a[0]);
              return a[0];
            });
    universe.put("freeze", new Builtin(freeze, null));
    return Program.read(module, dialect, universe, Map.of(), List.of())
        .run(StarlarkTest.run(dialect));
  }
}
