package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.UnknownName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name that nothing defines is found where it stands, and no other name is. */
final class JsNamesTest {
  private final ScriptRoom room = new RhinoLanguage().open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          return {a: gruops.map([], {})};                                 | gruops 1:12
          const a = 1;\\nreturn {a: [a, b, 'x' + c]};                     | b 2:16, c 2:25
          if (claims.a) { return {a: nmae}; } return {a: 1};              | nmae 1:28
          const f = x => y => x + y + z; return {a: 1};                   | z 1:29
          if (claims.a) { const inner = 1; } return {a: inner};           | inner! 1:47
          for (const x of [1]) {} return {a: x};                          | x! 1:36
          for (let i = 0; i < 1; i++) {} return {a: [() => i]};           | i! 1:50
          try { JSON.parse(''); } catch (e) {} return {a: e};             | e! 1:49
          const f = function own() { return 1; }; return {a: own()};      | own! 1:52
          const f = (a, b = c) => a; return {a: f(1)};                    | c 1:19
          const f = ({a = b}) => a; return {a: 1};                        | b 1:17
          const {a = d} = claims; return {a};                             | d 1:12
          const o = {a: 1}; return {a: o[key], [kind]: 1};                | key 1:32, kind 1:39
          return {key};                                                   | key 1:9
          return {a: `${txt}`};                                           | txt 1:15
          return {a: [...lst], b: Math.max(...nums)};                     | lst 1:16, nums 1:37
          return {a: {...obj}};                                           | obj 1:16
          result = 1; return {a: 1};                                      | result 1:1
          for (x of [1]) {} return {a: 1};                                | x 1:6
          n++; return {a: 1};                                             | n 1:1
          return {a: new Thing(1)};                                       | Thing 1:16
          class A { m() { return nme; } } return {a: new A().m()};        | nme 1:24
          class A extends B {} return {a: 1};                             | B 1:1
          const f = () => arguments.length; return {a: f};                |
          const a = () => 1;\\n\\n  return {a: a() ? tru : flase};        | tru 3:20, flase 3:26
          return {a: typeof x[y]};                                        | x 1:19, y 1:21
          label: for (const x of [1]) { break label; } return {a: label}; | label 1:57
          return {a: console.log(1)};                                     | console 1:12
          return {a: $tribute};                                           | $tribute 1:12
          """)
  void whatNothingDefines(String script, String expected) {
    assertEquals(expected == null ? "" : expected, found(script.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return {a: typeof nothing === 'undefined', b: typeof (other)};",
        "return {a: typeof structuredClone === 'function' ? structuredClone(1) : 1};",
        "return {a: [later(), value]}; function later() { return 1; } var value = 1;",
        "const even = n => n ? odd(n - 1) : true, odd = n => n ? even(n - 1) : false; return {a: even(2)};",
        "if (true) { var kept = 1; } return {a: kept};",
        "if (true) { function inside() { return 1; } } return {a: inside()};",
        "for (const x of [1, 2]) { function g() { return x; } g(); } return {a: 1};",
        "class P { *walk() { yield 1; } ['c' + 1]() { return 2; } 'a b'() { return 3; } } return {a: [...new P().walk()]};",
        "function f() { return [arguments.length, f]; } return {a: f()};",
        "const f = function own(n) { return n ? own(n - 1) : 1; }; return {a: f(2)};",
        "const o = {name: 1, get value() { return this.name; }, m() { return 2; }}; return {a: o.name};",
        "const {groups: list, name = 'x', 'other': other} = claims; return {a: [list, name, other]};",
        "const {a: {b: [c, d = c]}} = {a: {b: [1]}}; return {a: [c, d]};",
        "const [x, , y] = [1, 2, 3]; let p, q; [p, q] = [x, y]; return {a: [p, q]};",
        "const f = ({a, b: {c} = {c: 1}}, [d, e = d], ...rest) => [a, c, d, e, rest]; return {a: 1};",
        "const f = (a, b = a, c = () => b) => c; return {a: f(1)};",
        "function f({a}, b = a, ...r) { return [a, b, r]; } return {a: 1};",
        "for (const [k, v = k] of [['a']]) { const g = () => [k, v]; g(); } return {a: 1};",
        "for (const {n, m = n} of [{n: 1}]) (() => [n, m])(); return {a: 1};",
        "const l = []; for (let i = 0, n = 2; i < n; i++) { l.push(() => i); } return {a: l.length};",
        "for (const k in {a: 1}) { if (k) continue; } let j; for (j of [1]) {} return {a: j};",
        "outer: for (const x of [1]) { for (const y of [2]) { if (x + y) continue outer; break outer; } } return {a: 1};",
        "try { throw new Error('x'); } catch ({message}) { return {a: message}; }",
        "try { throw new Error('x'); } catch { return {a: 1}; } finally { const e = 1; [e].length; }",
        "class A { constructor(x) { this.x = x; } static of(y) { return new A(y); } get z() { return this.x; } }"
            + " class B extends A { constructor() { super(1); } m() { return super.m; } } return {a: B.of(1).z};",
        "const A = class { m() { return A; } }; return {a: new A().m() === A};",
        "function* g() { const x = yield 1; yield* [x]; } return {a: [...g()]};",
        "switch (claims.a) { case 1: let x = 1; return {a: x}; default: x = 2; return {a: x}; }",
        "const t = `${claims.name ?? 'x'} ${[1].map(n => `${n}`)}`; return {a: t?.length, b: claims?.a?.[0]?.b};",
        "return {a: [undefined, NaN, Infinity, Object, Array, String, Number, Boolean, RegExp, Map, Set, Symbol,"
            + " Error, TypeError, RangeError, JSON, Math, isNaN, isFinite, parseInt, parseFloat, Function,"
            + " encodeURIComponent, decodeURIComponent, groups, regex, regexReplace, lower, domain, log].length};",
        "return {a: [claims, request, client, scopes].length};",
        "const groups = 1, request2 = 2; { const groups = request2; return {a: groups}; }",
        "const f = (...all) => all.map(([k, {length}]) => 1 || k || length); return {a: 1};",
        "const o = {a: {b: 1}}; o.a.b = 2; o['c'] = 3; delete o.c; return {a: o};",
        "const m = new Map([['a', x => x]]); return {a: [...m].map(([k, f]) => f(k))};",
        "return {a: /gruops(?<nmae>x)/.test('x'), b: 'gruops', /* gruops */ c: 1}; // gruops",
      })
  void noFalseAlarm(String script) {
    assertEquals("", found(script));
  }

  @Test
  void tellsWhatCanBeSeen() {
    UnknownName name =
        room.unknownNames(
                Scripts.text("const wide = 1; { const deep = 2; } return {a: (near => wid)(1)};"))
            .get(0);
    assertTrue(name.known().containsAll(List.of("wide", "near", "claims", "groups", "JSON")));
    assertTrue(
        name.known().stream().noneMatch(each -> each.equals("deep") || each.startsWith("$")),
        name.known().toString());
  }

  @Test
  void tellsNoMoreThanAnybodyReads() {
    assertEquals(
        ScriptRoom.MOST_UNKNOWN,
        room.unknownNames(Scripts.text("return {a: [" + "x, ".repeat(5_000) + "]};")).size());
  }

  private String found(String script) {
    return String.join(
        ", ",
        room.unknownNames(Scripts.text(script)).stream()
            .map(
                each ->
                    each.name()
                        + (each.declaredElsewhere() ? "!" : "")
                        + " "
                        + each.line()
                        + ":"
                        + each.column())
            .toList());
  }
}
