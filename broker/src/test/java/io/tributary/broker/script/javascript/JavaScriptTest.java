package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the language gives to mappings: values, inputs, results, and advice on what it lacks. */
final class JavaScriptTest {
  private final ScriptRoom room = new RhinoLanguage().open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          const o = []; for (const x of [1, 2, 3]) { const y = x; o.push(y); } return {o}; @ {o=[1, 2, 3]}
          const o = []; for (const x of [1, 2]) { let y; if (x === 1) y = x; o.push(y ?? 0); } return {o}; @ {o=[1, 0]}
          const f = []; for (const x of [1, 2]) f.push(() => x); return {o: f.map(g => g())}; @ {o=[1, 2]}
          const f = []; for (const [k, v] of Object.entries({a: 1, b: 2})) { f.push(() => k + v); } return {o: f.map(g => g())}; @ {o=[a1, b2]}
          const f = []; for (let x in {a: 1}) for (const y of [1, 2]) f.push(() => x + y); return {o: f.map(g => g())}; @ {o=[a1, a2]}
          for (const {k = 'a' + 'b'} of [{}]) { return {k}; } @ {k=ab}
          label: for (const x of [1, 2]) { for (const y in {a: 1}) continue label; } return {a: 1}; @ {a=1}
          const x = 1; { const x = 2; } return {x}; @ {x=1}
          return {a: 'for (const x of y)', b: /for (const [x] of)/.source, c: `${'const'} class`}; @ {a=for (const x of y), b=for (const [x] of), c=const class}
          const o = {const: 1, class: 2}; return {a: o.const + o.class}; @ {a=3}
          const {a, b = 'x' + a} = {a: 'y'}; return {['k' + a]: b, get z() { return a + b; }}; @ {ky=xy, z=yxy}
          const f = (p = 'a' + 'b') => p + p; return {a: f(), c: 1 + 2 + 3 + 'a', d: (('a' + ('b')) + 'c')}; @ {a=abab, c=6a, d=abc}
          const a = {n: ''}; a.n += 'x' + 'y'; a['n'] += `z${1}`; return a; @ {n=xyz1}
          function f(...rest) { return rest.length; } return {a: f(1, 2)}; @ {a=2}
          return {a: [...new Set(['a', 'a', 'b'])], b: [...'ab', ...[1]], c: {...{x: 1}, y: 2}}; @ {a=[a, b], b=[a, b, 1], c={x=1, y=2}}
          const g = function* () { yield 1; yield 2; }; return {a: [...g()]}; @ {a=[1, 2]}
          const m = new Map([['a', 1]]); return {a: m.get('a'), b: Object.fromEntries(m)}; @ {a=1, b={a=1}}
          return {a: 'aXbX'.replace(/X/g, '$&$&'), b: 'aXb'.replace('X', m => m.toLowerCase()), c: 'a.b'.replaceAll('.', '-')}; @ {a=aXXbXX, b=axb, c=a-b}
          return {a: 'x'.padEnd(4, 'ab'), b: 'x'.padStart(3), c: 'ab'.repeat(2), d: 'a'.concat('b', 1)}; @ {a=xaba, b=  x, c=abab, d=ab1}
          return {a: [1, [2, [3]]].flat(), b: [1, [2, [3]]].flat(Infinity), c: [null, undefined, 1].join('-'), d: String([1, [2]])}; @ {a=[1, 2, [3]], b=[1, 2, 3], c=--1, d=1,2}
          return {a: Array.from('ab'), b: Array.from({length: 2}, (x, i) => i), c: Array.from(new Set([1]))}; @ {a=[a, b], b=[0, 1], c=[1]}
          return {a: JSON.stringify({a: [1, undefined, 'x"'], b: undefined, c: null}), b: JSON.parse('{"a":[1]}')}; @ {a={"a":[1,null,"x\\""],"c":null}, b={a=[1]}}
          return {a: [3, 1, 2].sort(), b: [3, 1].sort((x, y) => x - y), c: Math.max.apply(null, [1, 3])}; @ {a=[1, 2, 3], b=[1, 3], c=3}
          const o = {}; for (const k of ['constructor', '__proto__', 'toString']) o[k] = 1; return o; @ {constructor=1, __proto__=1, toString=1}
          return {a: 1.5, b: 2.0, c: -0, d: 9007199254740991, e: true, f: null}; @ {a=1.5, b=2, c=0, d=9007199254740991, e=true, f=null}
          return {u: request.upstream, c: client.id, s: scopes, n: claims.name, t: typeof claims.nope}; @ {u=okta, c=inventory, s=[openid, roles], n=Alice A, t=undefined}
          const a = 4; const b = a / 2 / 1; return {a: b + ' / class / const'}; @ {a=2 / class / const}
          """)
  void runs(String script, String result) {
    assertEquals(result, Scripts.run(room, script, Scripts.LIMITS).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          for (const i = 0; i < 3; i++) {} @ 1 @ 6 @ write let instead of const
          const x = 1; x = 2; @ 1 @ 14 @ x is a constant
          const x = 1; const f = () => { x += 'a'; }; @ 1 @ 32 @ x is a constant
          const [x] = [1]; [x] = [2]; @ 1 @ 19 @ x is a constant
          for (const x of []) { x++; } @ 1 @ 23 @ x is a constant
          const x; @ 1 @ 7 @ a constant needs a value
          return {a: 7n}; @ 1 @ 12 @ big integers
          return tag`a`; @ 1 @ 8 @ tagged templates
          with (claims) {} @ 1 @ 17 @ strict
          var $tributary$text = x => x; @ 1 @ 5 @ this name is taken
          var \\u0024tributary$text = x => x; @ 1 @ 5 @ this name is taken
          } ; evil(); { @ 1 @ 1 @ closes more than was opened
          }) ; (function () { @ 1 @ 2 @ missing
          return {a: /(/}; @ 1 @ 1 @ Unterminated
          return {a: 1 @ 1 @ 1 @ missing
          break; @ 1 @ 6 @ break
          """)
  void refusesWhenItIsLoaded(String script, int line, int column, String advice) {
    ScriptSyntax refused = refused(script);
    assertTrue(refused.getMessage().contains(advice), refused.getMessage());
    assertEquals(line, refused.line(), refused.getMessage());
    if (!advice.equals("missing") && !advice.equals("strict")) {
      assertEquals(column, refused.column(), refused.getMessage());
    }
  }

  @Test
  void linesAreTheAuthors() {
    ScriptSyntax refused = refused("// one\n/* two\n class */\nconst s = `a\n${1}`;\n  tag`A`;");
    assertEquals(6, refused.line());
    assertEquals(3, refused.column());
  }

  @Test
  void refusesBombsForTheParser() {
    assertTrue(refused("return {a: " + "(".repeat(30_000)).line() > 0);
    assertTrue(refused("return {a: " + "[".repeat(30_000)).line() > 0);
    assertTrue(refused("return {a: /" + "(".repeat(60_000) + "/}").line() > 0);
    assertTrue(refused("// " + "x".repeat(70_000)).getMessage().contains("65536"));
    for (String open :
        List.of("'", "`", "`${", "/*", "/", "{", "for (const", "...", "for (", "\\")) {
      assertTrue(refused("return {a: 1};" + open).line() > 0, open);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          return 1; @ return an object
          return null; @ the result is null
          return; @ the result is undefined
          const a = 1; @ the result is undefined
          return []; @ return an object
          return () => 1; @ return an object
          return new Map(); @ return an object
          return {a: undefined}; @ a is undefined; write `?? null`
          return {a: claims.gropus}; @ a is undefined
          return {a: NaN}; @ a is not a finite number
          return {a: 1 / 0}; @ a is not a finite number
          return {a: 2 ** 53}; @ a is a whole number beyond 2^53, which may be another one; return a text
          return {a: -(2 ** 60)}; @ a is a whole number beyond 2^53, which may be another one; return a text
          return {a: {b: [1, () => 1]}}; @ a.b[1] is a Function
          return {a: new Map()}; @ Object.fromEntries
          return {a: new Set()}; @ Array.from
          return {a: /x/}; @ a is a RegExp
          return {a: Symbol.iterator}; @ a is a
          return {a: [1, , 2]}; @ a[1] is undefined
          const a = []; a.push(a); return {a}; @ a[0] contains itself
          const a = {}; a.b = a; return {a}; @ a.b contains itself
          let a = 1; for (let i = 0; i < 40; i++) a = {a}; return {a}; @ nested deeper
          """)
  void refusesResultsThatAreNoClaims(String script, String message) {
    ScriptFailure failure =
        assertThrows(ScriptFailure.class, () -> Scripts.run(room, script, Scripts.LIMITS), script);
    assertEquals(ScriptFailure.Reason.RESULT_TYPE, failure.reason());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  @Test
  void theSameListMayStandInTwoPlaces() {
    assertEquals(
        "{a=[1], b=[1]}",
        Scripts.run(room, "const l = [1]; return {a: l, b: l};", Scripts.LIMITS).toString());
  }

  @Test
  void aValueThatNobodyHasCannotBeReadAround() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("empty", null);
    claims.put("unasked", new ScriptInput.Unfetched("claims.unasked"));
    claims.put("7", new ScriptInput.Unfetched("claims.7"));
    claims.put("inner", Map.of("unasked", new ScriptInput.Unfetched("claims.inner.unasked")));
    ScriptInput input = Scripts.input(claims);
    assertEquals(
        "{absent=undefined, empty=null, names=4}",
        evaluate(
                "return {absent: typeof claims.gone, empty: claims.empty,"
                    + " names: Object.keys(claims).length};",
                input)
            .toString());
    for (String read :
        List.of(
            "return {a: claims.unasked};",
            "return {a: claims[7]};",
            "return {a: claims['7'] ?? null};",
            "return {a: claims.inner.unasked};",
            "const {unasked = 1} = claims; return {a: unasked};",
            "return {a: Object.values(claims).length};",
            "return {a: JSON.stringify(claims)};",
            "try { return {a: claims.unasked}; } catch (e) { return {a: []}; }",
            "try { claims.unasked; } finally { return {a: []}; }",
            "return {...claims};")) {
      ScriptFailure failure = assertThrows(ScriptFailure.class, () -> evaluate(read, input), read);
      assertEquals(ScriptFailure.Reason.UNFETCHED, failure.reason(), read);
    }
  }

  @Test
  void aListWithAValueThatNobodyHasIsNotGivenAtAll() {
    ScriptInput input =
        Scripts.input(Map.of("list", List.of("x", new ScriptInput.Unfetched("claims.list"))));
    ScriptFailure failure = assertThrows(ScriptFailure.class, () -> evaluate("return {};", input));
    assertEquals(ScriptFailure.Reason.UNFETCHED, failure.reason());
  }

  @Test
  void aScriptWithoutAllThatItTakesDoesNotRun() {
    ScriptFailure failure =
        assertThrows(
            ScriptFailure.class,
            () -> evaluate("return {a: 1};", new ScriptInput(Map.of("claims", Map.of()))));
    assertEquals(ScriptFailure.Reason.THROWN, failure.reason());
    assertEquals("{a=1}", Scripts.run(room, "return {a: 1};", Scripts.LIMITS).toString());
  }

  @Test
  void theSameBodyWithOtherParametersIsAnotherScript() {
    ScriptInput input = new ScriptInput(Map.of("a", "first", "b", "second"));
    String body = "return {typeA: typeof a, typeB: typeof b};";
    assertEquals(
        "{typeA=string, typeB=undefined}",
        room.evaluate(new ScriptText("t", List.of("a"), body), input, Scripts.LIMITS).toString());
    assertEquals(
        "{typeA=undefined, typeB=string}",
        room.evaluate(new ScriptText("t", List.of("b"), body), input, Scripts.LIMITS).toString());
  }

  @Test
  void aParameterCannotCarryCode() {
    for (String parameter : List.of("", "a, b", "a) { evil(); }, function (", "$tributary$text")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ScriptText("t", List.of(parameter), "return {};"),
          parameter);
    }
  }

  @Test
  void everyJsonValueArrives() {
    Map<String, Object> raw =
        Map.of(
            "object",
            new JsonObject().put("list", new JsonArray().add(1).add("x")),
            "map",
            Map.of("12", "index", "01", "name", "__proto__", "own"),
            "long",
            1_700_000_000_000L,
            "flag",
            false);
    String script =
        "return {a: claims.object.list[1], b: claims.map['12'], c: claims.map['01'],"
            + " d: claims.map.__proto__, e: claims.long, f: claims.flag, g: claims.object};";
    assertEquals(
        "{a=x, b=index, c=name, d=own, e=1700000000000, f=false, g={list=[1, x]}}",
        evaluate(script, Scripts.input(raw)).toString());
  }

  @Test
  void claimsNestedWithoutEndAreRefused() {
    Object nested = "x";
    for (int depth = 0; depth < 200; depth++) {
      nested = new ArrayList<>(List.of(nested));
    }
    ScriptInput input = Scripts.input(Map.of("deep", nested));
    ScriptFailure failure = assertThrows(ScriptFailure.class, () -> evaluate("return {};", input));
    assertEquals(ScriptFailure.Reason.DEPTH, failure.reason());
  }

  private Map<String, Object> evaluate(String body, ScriptInput input) {
    return room.evaluate(Scripts.text(body), input, Scripts.LIMITS);
  }

  private static ScriptSyntax refused(String script) {
    return assertThrows(
        ScriptSyntax.class,
        () -> new RhinoLanguage().check(Scripts.text(script)),
        script.substring(0, Math.min(80, script.length())));
  }
}
