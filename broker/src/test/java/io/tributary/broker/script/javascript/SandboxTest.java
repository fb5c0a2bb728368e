package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a script may try, and which limit stops it. Limits that are not the one under test are wide,
 * so that each case names its own; {@code SMALL} is what ships.
 */
final class SandboxTest {
  private static final Limits WIDE =
      Limits.DEFAULT.withTime(Duration.ofSeconds(30)).withSteps(50_000_000);

  private final ScriptRoom room = new RhinoLanguage().open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          MEMORY @ const a = []; for (;;) a.push('0123456789' + a.length);
          MEMORY @ const a = []; for (;;) a[a.length] = {};
          MEMORY @ const o = {}; for (let i = 0; ; i++) o['k' + i] = i;
          MEMORY @ const m = new Map(); for (let i = 0; ; i++) m.set(i, [i]);
          MEMORY @ let s = 'x'; for (;;) s += s;
          MEMORY @ const o = {s: 'x'}; for (;;) o.s += o.s;
          MEMORY @ const o = ['x']; for (;;) o[0] += o[0];
          MEMORY @ let s = 'x'; for (;;) s = s + s;
          MEMORY @ let s = 'x'; for (;;) s = (s) + (s + '');
          MEMORY @ let s = 'x'; for (;;) s = `${s}${s}`;
          MEMORY @ let s = 'x'; for (;;) s = s.concat(s, s);
          MEMORY @ let s = 'x'; for (;;) s = [s, s].join('');
          MEMORY @ let s = 'x'; for (;;) s = String([s, s]);
          MEMORY @ let s = 'x'; for (;;) s = '' + [s, s];
          MEMORY @ let s = 'x'; for (;;) s = s.replace(/x/, '$&$&$&');
          MEMORY @ let s = 'x'; for (;;) s = s.replaceAll('x', 'xx');
          MEMORY @ let s = '"'; for (;;) s = JSON.stringify(s);
          MEMORY @ let s = 'é'; for (;;) s = encodeURIComponent(s + s);
          MEMORY @ let s = 'x'; for (;;) { try { s = s + s; } catch (e) { s = 'xx'; } finally { s += s; } }
          MEMORY @ return {a: 'x'.repeat(1e9)};
          MEMORY @ return {a: 'x'.repeat(2 ** 31)};
          MEMORY @ return {a: 'x'.padStart(1e9)};
          MEMORY @ return {a: 'x'.padEnd(1e9, 'ab')};
          MEMORY @ return {a: 'x'.repeat(60000).replace(/x/g, '$`')};
          MEMORY @ return {a: 'x'.repeat(60000).replace(/x/g, 'y'.repeat(60000))};
          MEMORY @ let n = 0; const t = {toString() { return n++ ? 'x' : 'x'.repeat(60000); }}; for (;;) t + t + t;
          MEMORY @ return {a: new Array(5e7).sort()};
          MEMORY @ return {a: new Array(1e8).join('x')};
          MEMORY @ return {a: new Array(1e8).fill(0)};
          MEMORY @ const a = []; a.length = 4e9; return {a: a.indexOf(1)};
          MEMORY @ const a = []; a.length = 4e9; return {a: a.reverse()};
          MEMORY @ const a = []; a.length = 4e9; return {a: [].concat(a)};
          MEMORY @ const a = []; a.length = 4e9; return {a: [...a]};
          MEMORY @ const a = []; a.length = 4e9; return {a: JSON.stringify(a)};
          MEMORY @ const a = []; a.length = 4e9; return {a: Math.max.apply(null, a)};
          MEMORY @ let a = [1]; for (;;) a = [...a, ...a];
          MEMORY @ let a = [1]; for (;;) a = a.concat(a);
          MEMORY @ const a = [1]; for (;;) a.push.apply(a, a);
          MEMORY @ let a = [1, 1]; for (let i = 0; i < 50; i++) a = [a, a]; return {a: String(a)};
          MEMORY @ let a = [1, 1]; for (let i = 0; i < 50; i++) a = [a, a]; return {a: JSON.stringify(a)};
          STEPS  @ for (;;);
          STEPS  @ while (true) {}
          STEPS  @ for (;;) { try { for (;;); } catch (e) {} finally { continue; } }
          STEPS  @ try { for (;;); } finally { return {}; }
          STEPS  @ const s = {get a() { for (;;); }}; return s;
          STEPS  @ const s = {toString() { for (;;); }}; return {a: '' + s};
          STEPS  @ return {a: JSON.stringify({toJSON() { for (;;); }})};
          STEPS  @ return {a: [2, 1].sort(() => { for (;;); })};
          STEPS  @ return {a: 'x'.replace(/x/, () => { for (;;); })};
          STEPS  @ const s = {[Symbol.iterator]() { return {next() { return {done: false}; }}; }}; for (const x of s);
          STEPS  @ return {a: Array.from({length: 1e9}, () => 1).length};
          DEPTH  @ function f() { return f(); } return f();
          DEPTH  @ function f() { return [1].map(f); } return f();
          MEMORY @ function f() { try { return f(); } finally { f(); } } return f();
          DEPTH  @ const o = {toString() { return '' + o; }}; return {a: '' + o};
          DEPTH  @ return {a: JSON.parse('['.repeat(60000))};
          DEPTH  @ let a = []; for (let i = 0; i < 1000; i++) a = [a]; return {a: JSON.stringify(a)};
          DEPTH  @ let a = []; for (let i = 0; i < 9000; i++) a = [a]; return {a: String(a)};
          DEPTH  @ const a = []; a.push(a); return {a: a.join()};
          DEPTH  @ return {a: new RegExp('('.repeat(60000))};
          RESULT_SIZE @ return {a: 'x'.repeat(65530), b: 'y'.repeat(30)};
          RESULT_SIZE @ return {a: 'é'.repeat(40000)};
          RESULT_SIZE @ return {['€'.repeat(30000)]: 1};
          RESULT_SIZE @ let a = [1, 1, 1, 1]; for (let i = 0; i < 12; i++) a = [a, a, a]; return {a};
          RESULT_SIZE @ const a = []; a.length = 4e9; return {a};
          """)
  void stopsAt(ScriptFailure.Reason reason, String script) {
    Limits limits = reason == ScriptFailure.Reason.STEPS ? WIDE.withSteps(200_000) : WIDE;
    assertEquals(reason, refused(script, limits).reason());
    assertClean();
  }

  /** Each kept a thread for a second or more, or allocated gigabytes, within a single step. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          MEMORY @ return {a: 'ß'.repeat(60000).toUpperCase()};
          MEMORY @ return {a: 'İ'.repeat(60000).toLowerCase()};
          MEMORY @ return {a: lower('İ'.repeat(60000))};
          THROWN @ return {a: ('a' + '\u0301'.repeat(30000) + '\u0316'.repeat(30000)).normalize('NFKC')};
          THROWN @ return {a: ('a' + '\u0316\u0301'.repeat(30000)).normalize()};
          STEPS  @ return {a: 'a'.repeat(60000).indexOf('a'.repeat(30000) + 'b')};
          STEPS  @ return {a: 'a'.repeat(60000).includes('a'.repeat(30000) + 'b')};
          STEPS  @ return {a: 'a'.repeat(60000).lastIndexOf('b' + 'a'.repeat(30000))};
          STEPS  @ return {a: 'a'.repeat(60000).split('a'.repeat(30000) + 'b')};
          STEPS  @ return {a: 'a'.repeat(60000).replace('a'.repeat(30000) + 'b', '')};
          STEPS  @ return {a: 'a'.repeat(60000).replaceAll('a'.repeat(30000) + 'b', '')};
          """)
  void noSingleCallTakesWhatManyMayNot(ScriptFailure.Reason reason, String script) {
    assertEquals(reason, refused(script).reason());
    assertTrue(room.used().bytes() < 2 * Limits.DEFAULT.bytes(), room.used()::toString);
    assertClean();
  }

  @Test
  void lettersThatBecomeSeveralStillDo() {
    Object made =
        Scripts.run(
            room,
            "return {u: ('x'.repeat(63) + 'ß\uD801\uDC28').repeat(2).toUpperCase(),"
                + " l: 'İΑΣ ΣΑΣ'.toLowerCase(), f: 'ab'.indexOf('b'), n: 'ab'.includes(),"
                + " m: 'a\u0301'.normalize().length, s: 'a,b'.split(',', 1)};");
    assertEquals(
        Map.of(
            "u",
            ("X".repeat(63) + "SS\uD801\uDC00").repeat(2),
            "l",
            "i\u0307ας σας",
            "f",
            1L,
            "n",
            false,
            "m",
            1L,
            "s",
            List.of("a")),
        made);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;);",
        "for (;;) { try { for (;;); } catch (e) {} finally { continue; } }",
        "return {a: /^(a+)+$/.test('a'.repeat(60) + '!')};",
        "return {a: 'a'.repeat(60).concat('!').replace(/^(a|a)*$/, '')};",
        "return {a: 'a'.repeat(60).concat('!').match(/(a*)*b/)};",
        "return {a: 'a'.repeat(60).concat('!').split(/(?:a+)+$/)};"
      })
  void stopsAtTheTime(String script) {
    Limits limits =
        WIDE.withSteps(Long.MAX_VALUE).withBytes(1L << 40).withTime(Duration.ofMillis(20));
    assertEquals(ScriptFailure.Reason.TIME, refused(script, limits).reason());
    assertClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.System.exit(1)",
        "Packages.java.lang.Runtime",
        "importClass('java.io.File')",
        "new JavaAdapter({})",
        "JavaImporter()",
        "getClass()",
        "load('/etc/passwd')",
        "readFile('/etc/passwd')",
        "print('x')",
        "console.log('x')",
        "require('fs')",
        "fetch('http://127.0.0.1/')",
        "new XMLHttpRequest()",
        "new Worker('x')",
        "spawn(() => 1)",
        "sync(() => 1)",
        "setTimeout(() => 1, 1)",
        "eval('1')",
        "new Function('return 1')()",
        "(() => 1).constructor('return 1')()",
        "(function* () {}).constructor('yield 1')()",
        "[].map.constructor('return 1')()",
        "claims.constructor.constructor('return 1')()",
        "Math.max.constructor.constructor('return 1')()",
        "Object.getPrototypeOf([])",
        "Object.setPrototypeOf({}, [])",
        "Object.defineProperty({}, 'a', {value: 1})",
        "Object.defineProperties({}, {})",
        "Object.getOwnPropertySymbols({})",
        "Reflect.ownKeys({})",
        "new Proxy({}, {})",
        "globalThis.a",
        "new Script('1')",
        "new Continuation()",
        "new With({})",
        "new Promise(() => 1)",
        "new WeakRef({})",
        "new ArrayBuffer(1e9)",
        "new Uint8Array(1e9)",
        "new DataView(null)",
        "BigInt(7)",
        "Symbol.for('a')",
        "Array.join([1])",
        "Array.map([1], x => x)",
        "String.raw({raw: 'a'})",
        "uneval({})",
        "escape('a')",
        "new Date()",
        "Date.now()",
        "Math.random()",
        "Error.captureStackTrace({})",
        "({}).__defineGetter__('a', () => 1)",
        "({}).__lookupGetter__('a')()",
        "[].toSource()",
        "Array.prototype.indexOf.call({length: 1e9}, 1)",
        "Array.prototype.slice.call('abc')",
        "Math.max.apply(null, {length: 1e9})",
        "Math.max.apply(null, arguments)"
      })
  void knowsNothingOfTheWorldAround(String expression) {
    assertEquals(
        ScriptFailure.Reason.THROWN, refused("return {a: typeof " + expression + "};").reason());
    assertClean();
  }

  /**
   * Each writes something where the next evaluation could find it; whether it throws is its own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "leak = 1",
        "this.leak = 1",
        "(function () { this.leak = 1; })()",
        "(function () { return this; })().leak = 1",
        "Object.leak = 1",
        "Object.prototype.leak = 1",
        "({}).constructor.prototype.leak = 1",
        "({}).__proto__.leak = 1",
        "Array.prototype.leak = 1",
        "Array.prototype.push(1)",
        "Array.prototype.unshift(1)",
        "Array.prototype.splice(0, 0, 1)",
        "Array.prototype[0] = 1",
        "Array.prototype.length = 1",
        "[].push.apply(Array.prototype, [1])",
        "Array.prototype.map = () => [1]",
        "[].map.leak = 1",
        "[].map.prototype = {leak: 1}",
        "delete Array.prototype.map",
        "delete Math.max",
        "String.prototype.leak = 1",
        "''.trim.leak = 1",
        "Number.prototype.leak = 1",
        "(1).constructor.leak = 1",
        "RegExp.prototype.leak = 1",
        "RegExp.prototype.exec = () => null",
        "/a/.compile('b')",
        "RegExp.prototype.compile('b')",
        "RegExp.leak = 1",
        "RegExp.multiline = true",
        "/(leak)/.test('leak')",
        "Function.prototype.leak = 1",
        "(() => 1).call.leak = 1",
        "Object.assign(Function.prototype, {leak: 1})",
        "Object.assign(Array.prototype, {leak: 1})",
        "Error.prototype.leak = 1",
        "Error.prototype.message = 'leak'",
        "Error.stackTraceLimit = 7",
        "TypeError.prototype.name = 'leak'",
        "Math.leak = 1",
        "Math.max = () => 7",
        "JSON.leak = 1",
        "JSON.parse = () => 7",
        "Map.prototype.leak = 1",
        "Map.prototype.set = () => 7",
        "new Map().entries().next.leak = 1",
        "Set.prototype.leak = 1",
        "Symbol.prototype.leak = 1",
        "Symbol.iterator.leak = 1",
        "[][Symbol.iterator]().leak = 1",
        "[][Symbol.iterator]().next.leak = 1",
        "[][Symbol.iterator]().constructor.prototype.leak = 1",
        "(function* () {})().next.leak = 1",
        "(function* () {}).prototype.leak = 1",
        "(function* () {})().constructor.prototype.leak = 1",
        "''[Symbol.iterator]().next.leak = 1",
        "'a'.matchAll(/a/g).next.leak = 1",
        "'a'.matchAll(/a/g).constructor.prototype.leak = 1",
        "Array.prototype[Symbol.iterator] = function* () { yield 7; }",
        "Object.prototype.toString = () => 'leak'",
        "Object.prototype.toJSON = () => 'leak'",
        "Object.prototype.valueOf.leak = 1",
        "Object.prototype.hasOwnProperty = () => true",
        "undefined = 1",
        "NaN = 1",
        "isNaN = () => true",
        "Array = null",
        "Object = null",
        "claims.leak = 1",
        "claims.groups.push('leak')",
        "claims.groups[0] = 'leak'",
        "claims.groups.length = 0",
        "request.user.groups.splice(0, 9)",
        "request.user.leak = 1",
        "request.leak = 1",
        "client.id = 'leak'",
        "scopes.push('leak')"
      })
  void nothingReachesTheNextEvaluation(String write) {
    for (String form : List.of(write, "try { " + write + "; } catch (e) {}")) {
      try {
        Scripts.run(room, form + "; return {};", WIDE);
      } catch (ScriptFailure refused) {
        assertEquals(ScriptFailure.Reason.THROWN, refused.reason(), form);
      }
      assertClean();
    }
  }

  @Test
  void inputsAreTheSameAgainForEachEvaluation() {
    Object first = Scripts.run(room, "return {groups: claims.groups, user: request.user.groups};");
    assertThrows(ScriptFailure.class, () -> Scripts.run(room, "claims.groups.push('x');"));
    assertEquals(
        first, Scripts.run(room, "return {groups: claims.groups, user: request.user.groups};"));
  }

  @Test
  void shippedLimitsStopEveryEndlessScriptToo() {
    for (String script : List.of("for (;;);", "let s = 'x'; for (;;) s += s;")) {
      assertThrows(ScriptFailure.class, () -> Scripts.run(room, script, Limits.DEFAULT));
    }
  }

  @Test
  void theMessageNamesTheLine() {
    ScriptFailure failure = refused("const a = 1;\n\nnull.x;");
    assertEquals(3, failure.line());
    assertTrue(failure.getMessage().contains("null"), failure.getMessage());
  }

  private ScriptFailure refused(String script) {
    return refused(script, WIDE);
  }

  private ScriptFailure refused(String script, Limits limits) {
    return assertThrows(ScriptFailure.class, () -> Scripts.run(room, script, limits), script);
  }

  /** Looks where a leak would show. */
  private void assertClean() {
    Object seen =
        Scripts.run(
            room,
            """
            const objects = [{}, [], '', 1, true, () => 1, /a/, new Error('e'), new Map(), new Set(),
              Symbol.iterator, Math, JSON, Object, Array, String, Number, RegExp, Map, Set, Error,
              Object.prototype, Array.prototype, [].map, ''.trim, (() => 1).call, new Map().entries(),
              [][Symbol.iterator](), [][Symbol.iterator]().next, (function* () {})(),
              (function* () {})().next, (function* () {}).prototype, ''[Symbol.iterator]().next,
              'a'.matchAll(/a/g), 'a'.matchAll(/a/g).next, new Map().entries().next,
              ({}).valueOf, claims, request, request.user, client, TypeError.prototype];
            return {
              leaks: objects.filter(object => object !== undefined && object.leak !== undefined).length,
              free: typeof leak,
              lengths: [Array.prototype.length, [].length, [...[]].length],
              maps: [1, 2].map(x => x + 1),
              max: Math.max(1, 2),
              parsed: JSON.parse('[1]'),
              json: JSON.stringify({a: [1]}),
              text: String({}) + [1] + new TypeError('m').name + new Error().message,
              own: ({}).hasOwnProperty('x'),
              numbers: isNaN(1),
              set: [...new Map().set(1, 2).keys()],
              match: RegExp.$1 === undefined ? '' : RegExp.$1,
              lines: /^b/.test('a\\nb'),
              exec: /a/.exec('a')[0],
              groups: claims.groups,
              user: request.user.groups,
              client: client.id,
              scopes,
            };
            """,
            WIDE);
    Map<String, Object> expected =
        Map.ofEntries(
            Map.entry("leaks", 0L),
            Map.entry("free", "undefined"),
            Map.entry("lengths", List.of(0L, 0L, 0L)),
            Map.entry("maps", List.of(2L, 3L)),
            Map.entry("max", 2L),
            Map.entry("parsed", List.of(1L)),
            Map.entry("json", "{\"a\":[1]}"),
            Map.entry("text", "[object Object]1TypeError"),
            Map.entry("own", false),
            Map.entry("numbers", false),
            Map.entry("set", List.of(1L)),
            Map.entry("match", ""),
            Map.entry("lines", false),
            Map.entry("exec", "a"),
            Map.entry("groups", List.of("netbox_admin", "Everyone")),
            Map.entry("user", List.of("netbox_admin", "Everyone")),
            Map.entry("client", "inventory"),
            Map.entry("scopes", List.of("openid", "roles")));
    assertEquals(expected, seen);
  }
}
