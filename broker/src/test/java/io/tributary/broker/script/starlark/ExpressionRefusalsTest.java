package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions are refused for, when they are saved and when they run, and where. */
final class ExpressionRefusalsTest {
  private final ScriptRoom room = new StarlarkLanguage().open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          import json § 1 § 1 § nothing can be imported
          from a import b § 1 § 1 § nothing can be imported
          x = 1|import re § 2 § 1 § regex_match
          class A: pass § 1 § 1 § a function that returns a dict
          with a as b: pass § 1 § 1 § with is not known here
          async def f(): pass § 1 § 1 § remove async
          x = await f() § 1 § 5 § remove await
          def f(): yield 1 § 1 § 10 § collect the values in a list
          @decorated|def f(): pass § 1 § 1 § decorators are not known here
          global x § 1 § 1 § write nonlocal
          load("a", "b") § 1 § 1 § a mapping is a single file
          return requests.get("a") § 1 § 8 § reaches for the network
          return ak_user_by(name="a") § 1 § 8 § a mapping sees only its input
          return ak_call_policy("a") § 1 § 8 § a mapping sees only its input
          return re.match("a", "b") § 1 § 8 § regex_match(value, regex)
          return usr.email § 1 § 8 § did you mean user?
          return {"a": undefined_name} § 1 § 14 § undefined: undefined_name
          user.email = "x" § 1 § 6 § objects are read-only
          user.x += 1 § 1 § 6 § objects are read-only
          None = 1 § 1 § 1 § cannot assign to None
          f() = 1 § 1 § 2 § cannot assign
          x: int = 1 § 1 § 2 § types of variables
          def f(a: int): pass § 1 § 8 § want
          return {"a": [1, 2} § 1 § 19 § want ']'
          return {"a": 1 § 1 § 8 § not closed
          return "a § 1 § 8 § EOF
          return "a|" § 1 § 10 § newline
          return '''a § 1 § 8 § EOF
          if True:|return 1 § 2 § 1 § an indented block
          ~  x = 1~ § 1 § 3 § unexpected indent
          if 1:|    x = 1|  y = 2 § 3 § 3 § unindent
          if 1:|  x = 1|	 y = 2 § 3 § 3 § tabs
          break § 1 § 1 § not in a loop
          for x in []:|  def f(): continue § 2 § 12 § not in a loop
          return f"{" § 1 § 10 § expecting '}'
          return f"{}" § 1 § 11 § empty expression
          return f"a}" § 1 § 11 § single '}'
          return f"{user.nme!x}" § 1 § 19 § conversion
          return f"{undef}" § 1 § 11 § undefined: undef
          x = 1 +* 2 § 1 § 8 § want
          return 1 ? 2 : 3 § 1 § 10 § unexpected character
          def f(a, a): pass § 1 § 10 § duplicate parameter
          f(a=1, a=2) § 1 § 8 § is repeated
          try: pass § 1 § 1 § needs an except
          else: pass § 1 § 1 § belongs to nothing
          nonlocal x § 1 § 10 § no function around
          x = 07 § 1 § 5 § octal
          x = 1e999 § 1 § 5 § too large
          x = 12abc § 1 § 7 § want
          """)
  void refusesWhenItIsSaved(String script, int line, int column, String advice) {
    ScriptSyntax refused = refused(script.replace('|', '\n'));
    assertTrue(refused.getMessage().contains(advice), refused.getMessage());
    assertEquals(
        line + ":" + column, refused.line() + ":" + refused.column(), refused.getMessage());
  }

  @Test
  void refusesBombsForTheParser() {
    for (String open :
        List.of("(", "[", "{1:", "-", "not ", "f(", "a[", "lambda: ", "1 if 1 else ", "{")) {
      assertTrue(refused("x = " + open.repeat(3_000)).line() > 0, open);
    }
    for (String chain : List.of("1+", "1 and ", "1<", "1,-", "a.b().c[1].")) {
      String text = chain.repeat(5_000) + "1";
      try {
        new StarlarkLanguage().check(Expressions.text("a = 1\nx = " + text));
      } catch (ScriptSyntax deep) {
        assertTrue(deep.line() > 0, chain);
      }
    }
    StringBuilder nested = new StringBuilder();
    for (int depth = 0; depth < 200; depth++) {
      nested.append(" ".repeat(depth)).append("if 1:\n");
    }
    assertTrue(refused(nested.toString()).getMessage().contains("nested"));
    assertTrue(refused("x = '" + "x".repeat(70_000) + "'").getMessage().contains("65536"));
    assertTrue(refused("x = " + "9".repeat(60_000)).getMessage().contains("digits"));
    assertTrue(refused("x = f'" + "{f\"".repeat(500)).line() > 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          return 1 § return a dict
          return None § the result is None
          x = 1 § the result is None
          return [] § return a dict
          return user § the result is an object
          return {"a": user} § return one of its fields
          return {"a": {1}} § sorted(…) or list(…)
          return {"a": (x for x in [])} § return list(…)
          return {"a": range(3)} § return list(…)
          return {"a": lambda: 1} § a is a function
          return {"a": b"x"} § .decode()
          return {"a": float("nan")} § not a finite number
          return {"a": 2 ** 64} § more than 64 bits
          return {1: 2} § write str(key)
          return {"a": {"b": [1, {None: 1}]}} § a.b[1] has a key
          a = []; a.append(a); return {"a": a} § a[0] contains itself
          a = {}; a["b"] = a; return {"a": a} § a.b contains itself
          """)
  void refusesResultsThatAreNoClaims(String script, String message) {
    ScriptFailure failure =
        assertThrows(ScriptFailure.class, () -> Expressions.run(room, script), script);
    assertEquals(ScriptFailure.Reason.RESULT_TYPE, failure.reason());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          x = 1||user.nope § 3 § AttributeError: object has no .nope
          x = 1|def f():|  return claims["x"]|f() § 3 § KeyError
          y = x|x = 1 § 1 § NameError: local variable x referenced before assignment
          raise ValueError("mine") § 1 § ValueError: mine
          assert False, "said" § 1 § AssertionError: said
          fail("a", 1) § 1 § fail: a 1
          "a" + 1 § 1 § TypeError: unknown binary op: string + int
          a, b = 1, 2, 3 § 1 § too many values to unpack
          user.ak_groups.get(name="nope") § 1 § there is no such row
          user.ak_groups.get(is_superuser=False) § 1 § there are 3 such rows
          user.ak_groups.filter(nme="x") § 1 § there is no field nme
          user.ak_groups.filter("x") § 1 § conditions by name
          user.ak_groups.values_list("name", "is_superuser", flat=True) § 1 § exactly one name
          ak_is_group_member("alice", name="x") § 1 § takes a user
          regex_match("a", "(") § 1 § not a regular expression
          regex_match("a", "[") § 1 § unterminated character set
          regex_match("a", "(?P<1>a)") § 1 § bad group name
          regex_match("a", r"\\Qa") § 1 § bad escape
          regex_match("a", "x" * 3000) § 1 § at most 2000
          regex_replace("a", "a", r"\\2") § 1 § invalid group reference
          [1, 2].append(1, 2) § 1 § got 2 arguments
          l = [1]|for x in l: l.append(x) § 2 § during iteration
          claims["x"] = 1 § 1 § frozen
          scopes.append("x") § 1 § frozen
          next(x for x in []) § 1 § StopIteration
          int("x") § 1 § ValueError: int: invalid literal
          raise 1 § 1 § raise takes an error
          str(user) § 1 § an object is no text
          x = f"{user.ak_groups.first()}" § 1 § such as .name
          ",".join(["a", user]) § 1 § want string
          user.attributes.department § 1 § write .get("department")
          raise § 1 § no active exception
          """)
  void failsWithLineAndSentence(String script, int line, String message) {
    ScriptFailure failure =
        assertThrows(
            ScriptFailure.class, () -> Expressions.run(room, script.replace('|', '\n')), script);
    assertEquals(ScriptFailure.Reason.THROWN, failure.reason());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
    assertEquals(line, failure.line(), failure.getMessage());
  }

  private static ScriptSyntax refused(String script) {
    return assertThrows(
        ScriptSyntax.class,
        () -> new StarlarkLanguage().check(Expressions.text(script)),
        script.substring(0, Math.min(80, script.length())));
  }
}
