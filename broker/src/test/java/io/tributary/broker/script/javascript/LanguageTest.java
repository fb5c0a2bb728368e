package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the engine and the standard part: it works as the standard says (each result is that of
 * another engine), or it is refused when it is loaded, with what to write instead. Never does it
 * mean something else in silence.
 */
final class LanguageTest {
  private final ScriptRoom room = new RhinoLanguage().open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      textBlock =
          """
          return {a: Math.max(...[1, 2]), b: [].concat(...[[1], [2]], 3), c: String.fromCharCode(...[97, 98])}; → {a=2, b=[1, 2, 3], c=ab}
          const o = []; o.push(...[1, 2], 3, ...[4]); return {o}; → {o=[1, 2, 3, 4]}
          const o = {p: {m(x, y) { return [this === o.p, x, y]; }}}; return {a: o.p.m(...[1, 2]), b: o['p']['m'](...[1], 2), c: o . p /* x */ .m (3, ...[4])}; → {a=[true, 1, 2], b=[true, 1, 2], c=[true, 3, 4]}
          const f = function () { return [this === undefined, arguments.length]; }; return {a: f(...[1, 2]), b: (f)(...[]), c: (1, f)(...'abc')}; → {a=[true, 2], b=[true, 0], c=[true, 3]}
          const f = x => (...r) => [x, ...r]; return {a: f(1)(...[2, 3]), b: f(...[4], 5)(...new Set([6, 6]))}; → {a=[1, 2, 3], b=[4, 6]}
          return {a: `${Math.min(...[3, 2])}`, b: [...[1], ...'b'].map(...[x => x])}; → {a=2, b=[1, b]}
          const f = (x) => x, g = (x) => [x]; return {a: f(...g(...[1])), b: f(...[f(...[2])])}; → {a=1, b=2}
          const f = (...x) => x; return {a: f(...claims.groups.map(g => g.length), ...[1 ? 2 : 3])}; → {a=[12, 8, 2]}
          const X = function (a, b) { this.s = a + b; }; return {a: new X(...[1, 2]).s, b: new (X)(...[3], 4).s, c: new Map(...[[['a', 1]]]).get('a')}; → {a=3, b=7, c=1}
          const f = (...r) => r; const g = (a, ...r) => [a, r]; return {a: f(1, 2), b: g(1), c: g(1, 2, 3), d: f()}; → {a=[1, 2], b=[1, []], c=[1, [2, 3]], d=[]}
          const h = (a = 1, b, ...r) => { return [a, b ?? null, r]; }; return {a: h(), b: h(1, 2, 3)}; → {a=[1, null, []], b=[1, 2, [3]]}
          const f = (...r) => r.length + 1; return {a: [f(1, 2), 5], b: ((...x) => x)(1, ...[2, 3])}; → {a=[3, 5], b=[1, 2, 3]}
          const f = (...[a, b]) => a + b, g = (...{length}) => length; return {a: f(1, 2), b: g(1, 2, 3)}; → {a=3, b=3}
          function f(a, ...r) { return r; } const o = {m(...r) { return r; }, g: function* (...r) { yield r; }}; return {a: f(1, 2), b: o.m(3), c: [...o.g(4)]}; → {a=[2], b=[3], c=[[4]]}
          const o = {v: 1, m() { return ((...r) => this.v + r[0])(...[2]); }}; return {a: o.m()}; → {a=3}
          const f = []; for (let i = 0; i < 3; i++) f.push(() => i); return {a: f.map(g => g())}; → {a=[0, 1, 2]}
          const f = []; for (let i = 0, n = 3; i < n; i++) { if (i === 1) continue; f.push(() => i * n); } return {a: f.map(g => g())}; → {a=[0, 6]}
          const l = [1, 2], o = []; for (let i = 0; i < l.length; i++) { o.push(l.filter(x => x === l[i]).length); } return {o}; → {o=[1, 1]}
          const f = []; for (const x of [1, 2]) { function g() { return x; } f.push(g); } return {a: f.map(g => g())}; → {a=[1, 2]}
          const f = []; for (const x of [1, 2]) { const y = x; f.push((z = y + x) => z); } return {a: f.map(g => g())}; → {a=[2, 4]}
          const f = []; for (const x of [1, 2]) { let n = x; f.push(() => ++n); } return {a: f.map(g => g()), b: f.map(g => g())}; → {a=[2, 3], b=[3, 4]}
          const f = []; let i = 0; while (i < 3) { const j = i; f.push(() => j); i++; } return {a: f.map(g => g())}; → {a=[0, 1, 2]}
          const o = []; for (const x of [{a: 1}, {}, {a: 3}]) { const {a = 0} = x; o.push(a); } return {o}; → {o=[1, 0, 3]}
          const o = []; for (const x of [[1], [], [3]]) { let [a = 0, b = a] = x, c = b; o.push(c); } return {o}; → {o=[1, 0, 3]}
          const o = []; for (const x of [{a: 1}, {}, {a: 3}]) { var {a: b = 0} = x; o.push(b); } return {o}; → {o=[1, 0, 3]}
          const o = []; for (const {a = 0, b: [c = 7] = []} of [{a: 1, b: [2]}, {}]) o.push(a, c); return {o}; → {o=[1, 2, 0, 7]}
          const o = []; for (const [k, v = 0] of [['a', 1], ['b']]) o.push(() => k + v); return {o: o.map(f => f())}; → {o=[a1, b0]}
          const f = ({a = 0, b}) => [a, b], g = ([c = 1], {d} = {d: 2}) => c + d; return {a: f({b: 2}), b: g([])}; → {a=[0, 2], b=3}
          const o = []; for (const x of [{a: 1}, {}]) { const f = ({a = 0}) => a; o.push(f(x)); } return {o}; → {o=[1, 0]}
          const {a = 1, b: {c} = {c: 2}} = {}; return {a, c}; → {a=1, c=2}
          let a = 1, b = 2; const c = 'x'; return {a: [-a + b, !a + b, typeof a + c, a++ + b, --a + b, -a + -b, -(-a) + b, - - 1 + c], b: [true + c, c + false + null, void 0 + c]}; → {a=[1, 2, numberx, 3, 3, -3, 3, 1x], b=[truex, xfalsenull, undefinedx]}
          const x = 1; return {a: x ? 'a' + x : 'b' + x, b: `${-x + x}`, c: x + -x + 'q', d: 'a' + (x ? 'b' : 'c') + 'd', e: x > 0 && 'a' + x}; → {a=a1, b=0, c=0q, d=abd, e=a1}
          const f = x => -x + 'a', g = x => x ? 'a' + x : 'b', h = (...r) => true; return {a: [f(1), g(1), h()], b: [...[1].map(x => !x), ...(false || [3])]}; → {a=[-1a, a1, true], b=[false, 3]}
          let s = 'a'; s += -1; s += typeof s; s += !s + 'q'; return {s}; → {s=a-1stringfalseq}
          const [a] = new Set([5]); const [[k, v]] = new Map([['x', 1]]); let b, c; [b, c] = new Set([1, 3]); [b, c] = [c, b]; return {a, k, v, b, c}; → {a=5, k=x, v=1, b=3, c=1}
          const [a, b] = 'x😀'; for (const [c, d] of [new Set([1, 2])]) return {a, b, c, d}; → {a=x, b=😀, c=1, d=2}
          const f = function (x) { return x; }; return {a: [f.call(null, 1), f.apply(null, [2]), f.bind(null, 3)()], b: f.length, c: f.name, d: f instanceof Function}; → {a=[1, 2, 3], b=1, c=f, d=true}
          return {a: JSON.stringify({b: 1, a: [1, {}], d: []}, null, 2).split('\\n'), b: JSON.stringify({a: undefined}, null, 1), c: JSON.stringify('\\n\\t"')}; → {a=[{,   "b": 1,,   "a": [,     1,,     {},   ],,   "d": [], }], b={}, c="\\n\\t\\""}
          const k = 1; { let k = 2; k = 3; } const f = k => { k = 2; return k; }; return {k, a: f(1)}; → {k=1, a=2}
          let a = 1; try { null.x; } catch { a = 2; } finally { a++; } return {a}; → {a=3}
          return {a: 2 ** 10, b: (-2) ** 2, c: 2 ** 3 ** 2}; → {a=1024, b=4, c=512}
          let a = 2; a **= 3; let b = null; b ??= 5; let c = 0; c ||= 6; let d = 1; d &&= 7; return {a, b, c, d}; → {a=8, b=5, c=6, d=7}
          return {a: Object.entries({a: 1}), b: Object.fromEntries([['a', 1]]), c: Object.hasOwn({a: 1}, 'a')}; → {a=[[a, 1]], b={a=1}, c=true}
          return {a: [1, [2]].flatMap(x => x), b: [1, 2].includes(2), c: [1, 2].at(-1), d: 'abc'.at(-1), e: [1, 2].findLast(x => x < 2)}; → {a=[1, 2], b=true, c=2, d=c, e=1}
          return {a: 'a-b-c'.replaceAll('-', '+'), b: 'x'.padStart(3, 'ab'), c: ' x '.trimStart(), d: ' x '.trimEnd()}; → {a=a+b+c, b=abx, c=x , d= x}
          return {a: 1_000_000, b: 0b11, c: 0xff, d: .5, e: 1e3}; → {a=1000000, b=3, c=255, d=0.5, e=1000}
          outer: for (const i of [0, 1, 2]) { for (const j of [0, 1]) { if (j) continue outer; if (i === 2) break outer; } } return {a: 1}; → {a=1}
          const o = {a: {b: null}}; return {a: o?.a?.b?.c ?? 'none', b: o.x?.() ?? 'no', c: o?.['a'] ? 1 : 2}; → {a=none, b=no, c=1}
          function* g() { yield 1; yield* [2, 3]; } const o = {*g() { yield 4; }}; return {a: [...g(), ...o.g()]}; → {a=[1, 2, 3, 4]}
          return {a: /(?<y>[0-9]{4})/.exec('2020').groups.y, b: 'x'.replace(/(?<=a)b/, ''), c: [...'aXbX'.matchAll(/X/g)].length}; → {a=2020, b=x, c=2}
          const o = {async: 1, await: 2, of: 3, static: 4, import: 5, class: 6}; return {a: o.async + o.await + o.of + o.static + o.import + o.class}; → {a=21}
          const m = {import(x) { return x; }, async() { return 2; }, class() { return 3; }}; return {a: m.import(1), b: m.async(), c: m.class()}; → {a=1, b=2, c=3}
          if (claims) /const ...x/.test('x'); const y = (4) / 2 / 1, z = `${y}` / 2; let n = 1; const w = n++ / 2; return {y, z, w}; → {y=2, z=1, w=0.5}
          """)
  void worksAsInTheStandard(String script, String result) {
    assertEquals(result, run(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      textBlock =
          """
          class P { constructor(x) { this.x = x; } m() { return this.x; } } const p = new P(5); return {a: p.m(), b: p, c: P.name, d: p instanceof P, e: p.constructor === P, f: Object.keys(p)}; → {a=5, b={x=5}, c=P, d=true, e=true, f=[x]}
          class P { get g() { return this.x + 1; } set g(v) { this.x = v; } static s() { return 's'; } *it() { yield 1; } ['c' + 1]() { return 'c'; } 'a b'() { return 2; } } const p = new P(); p.g = 7; return {a: p.g, b: P.s(), c: [...p.it()], d: p.c1(), e: p['a b']()}; → {a=8, b=s, c=[1], d=c, e=2}
          class A { constructor(a, ...r) { this.a = a; this.r = r; } m() { return 'A' + this.a; } static s() { return 'sA'; } get v() { return 1; } } class B extends A { constructor(x) { super(x, ...[1, 2]); this.b = 2; } m() { return super.m() + 'B' + super.v; } static s() { return super.s() + 'B'; } } class C extends B {} const c = new C(9); return {a: c.m(), b: C.s(), c: c.v, d: c.r, e: c.b, f: c instanceof A}; → {a=A9B1, b=sAB, c=1, d=[1, 2], e=2, f=true}
          class A { m(...x) { return x; } } class B extends A { m(...x) { return super.m(...x, 0); } } return {a: new B().m(1, 2)}; → {a=[1, 2, 0]}
          class A { static create(...a) { return new this(...a); } constructor(x) { this.x = x; } } return {a: A.create(4).x}; → {a=4}
          const A = class { m() { return this.n(...[1]); } n(x) { return x; } }; return {a: new A().m()}; → {a=1}
          class A { constructor() { this.f = () => this; } } const a = new A(); return {a: a.f() === a}; → {a=true}
          class A { constructor() { class B { constructor() { this.b = 1; } } this.b = new B().b; } } return {a: new A().b}; → {a=1}
          class A { constructor() { this.a = 1; } } class B extends A { constructor() { const f = () => super(); f(); class D extends A { constructor() { super(); this.d = 1; } } this.d = new D().d + this.a; } } return {a: new B().d}; → {a=2}
          class A { toString() { return 'x'; } } return {a: '' + new A(), b: `${new A()}`}; → {a=x, b=x}
          class A { get() { return 1; } set() { return 2; } static() { return 3; } async() { return 4; } constructor() { return {z: 1}; } } return {a: new A()}; → {a={z=1}}
          for (const x of [1]) { class A { m() { return x; } } return {a: new A().m()}; } → {a=1}
          class A {} class B extends A {} return {a: new B() instanceof A, b: typeof A, c: [A, B].map(c => c.name)}; → {a=true, b=function, c=[A, B]}
          class A { m() { return 1; } m() { return 2; } get v() { return 1; } v() { return 3; } } return {a: new A().m(), b: new A().v()}; → {a=2, b=3}
          """)
  void classesWork(String script, String result) {
    assertEquals(result, run(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      textBlock =
          """
          const {a, ...rest} = claims; → 1 → 11 → filter Object.entries
          ; [a, ...rest] = [1]; → 1 → 7 → write list.slice(1)
          const [a, ...rest] = [1]; → 1 → 11 → write list.slice(1)
          const f = ({a, ...rest}) => rest; → 1 → 27 → filter Object.entries
          const f = async () => 1; → 1 → 11 → remove async
          const f = async x => 1; → 1 → 11 → remove async
          const f = async function () {}; → 1 → 11 → remove async
          async function f() {} → 1 → 1 → remove async
          const o = {async m() {}}; → 1 → 12 → remove async
          class A { async m() {} } → 1 → 11 → remove async
          const x = await 1; → 1 → 11 → remove await
          for await (const x of []) {} → 1 → 5 → remove await
          import x from 'y'; → 1 → 1 → mappings are single files
          const x = import('./roles.js'); → 1 → 11 → mappings are single files
          export default 1; → 1 → 1 → mappings are single files
          const x = require('./roles.js'); → 1 → 11 → mappings are single files
          function F() { return new.target; } → 1 → 23 → new.target is not known
          return {a: claims?.groups.concat(...[1])}; → 1 → 37 → cannot be spread after ?.
          return {a: claims.nope?.(...[1])}; → 1 → 29 → cannot be spread after ?.
          for (let i = 0; i < 3; i++) { f.push(() => i); i++; } → 1 → 48 → a constant of its own
          for (let i = 0, g = () => i; i < 3; i++) {} → 1 → 21 → name this function before the loop
          for (const {a = () => 1} of [1]) {} → 1 → 12 → name this function before the loop
          const A = class Q {}; → 1 → 17 → write const A = class
          class {} → 1 → 1 → a class needs a name
          class A { x = 1 } → 1 → 11 → set fields in the constructor
          class A { static x = 1 } → 1 → 18 → set fields in the constructor
          class A { static { } } → 1 → 18 → methods only
          class A { #x() {} } → 1 → 11 → begins with _
          class A { constructor() { super(); } } → 1 → 27 → there is no class above
          let a = 5; ({a = 0} = {}); → 1 → 13 → declare these names with const
          let a = 5; [a = 0] = []; → 1 → 12 → declare these names with const
          class A extends f() {} → 1 → 9 → name the class after extends
          class A { m() {  → 1 → 1 → the class is not closed
          return {a: x}; const x = 1; → 1 → 12 → x is used before it has a value
          const groups = groups.map([], {}); → 1 → 16 → hides what has its name outside
          const a = 1; { const b = a; const a = 2; } → 1 → 26 → a is used before it has a value
          return {a: new A()}; class A {} → 1 → 16 → A is used before it has a value
          const k = 1; for (k of [1]) {} → 1 → 19 → k is a constant
          const k = 1; for (k in {a: 1}) {} → 1 → 19 → k is a constant
          const k = 1; ({a: [k]} = {a: []}); → 1 → 20 → k is a constant
          const f = (y = k = 2) => y, k = 1; → 1 → 16 → k is a constant
          return {a: 7n}; → 1 → 12 → big integers
          return {a: 0xffn}; → 1 → 12 → big integers
          """)
  void isRefusedWithWhatToWriteInstead(String script, int line, int column, String advice) {
    ScriptSyntax refused =
        assertThrows(
            ScriptSyntax.class, () -> new RhinoLanguage().check(Scripts.text(script)), script);
    assertTrue(refused.getMessage().contains(advice), refused.getMessage());
    assertEquals(line + ":" + column, refused.line() + ":" + refused.column(), script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      textBlock =
          """
          class A {} A(); → called with new
          class A {} A.call({}); → called with new
          class A extends Array {} → of its own script only
          class A extends Error {} → of its own script only
          class A extends Object {} → of its own script only
          const f = () => 1; class A extends f {} → of its own script only
          const f = null; class A extends f {} → of its own script only
          const f = {prototype: {}}; class A extends f {} → of its own script only
          const o = {}; o.m(...[1]); → m is not a function
          const o = {}; o[Symbol.iterator](...[1]); → is not a function
          const f = 1; f(...[1]); → not a function
          new (() => 1)(...[1]); → not a
          Math.max(...{}); → not a list
          return {a: [...{a: 1}]}; → not a list
          return {a: [...5]}; → not a list
          Math.max(...null); → not a list
          const [a] = null; → not a list
          const [a] = {0: 1}; → not a list
          for (const [a] of [5]) {} → not a list
          JSON.stringify({a: 1}, ['a']); → takes no replacer
          Function('return 1'); → no function is made from a text
          new Function('return 1'); → no function is made from a text
          """)
  void failsWhenItRuns(String script, String message) {
    ScriptFailure failure =
        assertThrows(
            ScriptFailure.class,
            () -> Scripts.run(room, script + " return {};", Scripts.LIMITS),
            script);
    assertEquals(ScriptFailure.Reason.THROWN, failure.reason());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
    assertEquals(1, failure.line());
  }

  @Test
  void linesStayTheAuthorsThroughEveryRewriting() {
    String[] scripts = {
      "class\n  A\n{\n  m(...x) {\n    return x\n      .concat(...[1],\n       2); }\n}\nnull.x;",
      "const o = {\n  f: (a,\n   ...b) =>\n    b,\n};\no\n  .f(...[1,\n   2]); null.x;",
      "for (const\n {a = 1}\n of [{}]) {\n (() => a)(); }\nfor (let\n i = 0; i < 1;\n i++) {\n null.x; }",
      "try {\n null.x; }\ncatch\n{\n}\nnew Map(...\n []); null.x;",
    };
    int[] lines = {9, 8, 8, 7};
    for (int index = 0; index < scripts.length; index++) {
      String script = scripts[index];
      ScriptFailure failure =
          assertThrows(ScriptFailure.class, () -> Scripts.run(room, script, Scripts.LIMITS));
      assertEquals(lines[index], failure.line(), script + failure.getMessage());
    }
  }

  @Test
  void columnsStayTheAuthorsBehindARewriting() {
    String script =
        "const f = (...r) => r; class A { m() { return f(...[1]); } } try {} catch {} tag`a`;";
    ScriptSyntax refused =
        assertThrows(ScriptSyntax.class, () -> new RhinoLanguage().check(Scripts.text(script)));
    assertEquals(script.indexOf("tag") + 1, refused.column(), refused.getMessage());
  }

  private String run(String script) {
    return Scripts.run(room, script, Scripts.LIMITS).toString();
  }
}
