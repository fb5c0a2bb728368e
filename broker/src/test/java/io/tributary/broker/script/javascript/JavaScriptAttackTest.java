package io.tributary.broker.script.javascript;

import static java.util.Map.entry;

import io.tributary.broker.script.Attack;
import io.tributary.broker.script.Attack.World;
import io.tributary.broker.script.AttackTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** How the attacks are written in JavaScript; more of its own are in {@link SandboxTest}. */
final class JavaScriptAttackTest extends AttackTest {
  private static final String BAIT = "'a'.repeat(60).concat('!')";

  JavaScriptAttackTest() {
    super(new RhinoLanguage());
  }

  @Override
  protected Map<Attack, String> attacks() {
    return Map.ofEntries(
        entry(Attack.ENDLESS_LOOP, "for (;;);"),
        entry(
            Attack.ENDLESS_LOOP_THAT_CATCHES,
            "for (;;) { try { for (;;); } catch (e) {} finally { continue; } }"),
        entry(
            Attack.ENDLESS_LOOP_BEHIND_FINALLY,
            "try { for (;;); } finally { try { for (;;); } finally { return {}; } }"),
        entry(
            Attack.ENDLESS_WALK,
            "const s = {[Symbol.iterator]() { return {next: () => ({done: false})}; }};"
                + " for (const x of s); return {};"),
        entry(
            Attack.HUGE_SUM,
            "let sum = 0; for (let i = 0; i < 1e12; i++) sum += i; return {a: sum};"),
        entry(Attack.COMPARING_WITHOUT_END, "return {a: [2, 1].sort(() => { for (;;); })};"),
        entry(Attack.GROWING_LIST, "const a = []; for (;;) a[a.length] = [a, a, a, a];"),
        entry(Attack.GROWING_TABLE, "const o = {}; for (let i = 0; ; i++) o[-i] = [i, i, i, i];"),
        entry(
            Attack.GROWING_LIST_THAT_CATCHES,
            "const a = []; for (;;) { try { a[a.length] = [a.length]; } catch (e) {} finally {"
                + " a[a.length] = {}; } }"),
        entry(
            Attack.LISTS_OF_LISTS,
            "const a = Array.from({length: 2000}, () => 1); const b = []; for (;;)"
                + " b.push(a.slice());"),
        entry(Attack.DOUBLED_TEXT, "let s = 'x'; for (;;) s += s;"),
        entry(
            Attack.DOUBLED_TEXT_THAT_CATCHES,
            "let s = 'x'; for (;;) { try { s = `${s}${s}`; } catch (e) { s = 'x'; } }"),
        entry(Attack.DOUBLED_LIST, "let a = [{}]; for (;;) a = [...a, ...a];"),
        entry(Attack.REPEATED_TEXT, "return {a: 'x'.repeat(1e9)};"),
        entry(Attack.PADDED_TEXT, "return {a: 'x'.padStart(1e9, 'ab')};"),
        entry(Attack.JOINED_TEXT, "let s = 'x'; for (;;) s = [s, s].join(s);"),
        entry(Attack.JOINED_LONG_LIST, "return {a: new Array(1e8).join('x')};"),
        entry(Attack.REPLACED_TEXT, "let s = 'x'; for (;;) s = s.replaceAll('x', 'xxx');"),
        entry(
            Attack.REPLACED_BY_EXPRESSION,
            "return {a: 'x'.repeat(60000).replace(/x/g, 'y'.repeat(60000))};"),
        entry(
            Attack.FORMATTED_TEXT,
            "let a = [1, 1]; for (let i = 0; i < 40; i++) a = [a, a];"
                + " return {a: JSON.stringify(a, null, 10)};"),
        entry(Attack.HUGE_SORT, "return {a: new Array(5e7).sort()};"),
        entry(Attack.HUGE_LIST_BY_ONE_CALL, "return {a: Array.from({length: 5e7}).length};"),
        entry(Attack.HUGE_POWER, "return {a: String(7n ** 3000000n)};"),
        entry(Attack.DEEP_RECURSION, "function f() { return 1 + f(); } return {a: f()};"),
        entry(
            Attack.DEEP_RECURSION_THROUGH_BUILT_INS,
            "const f = () => [1].map(f); return {a: f()};"),
        entry(
            Attack.RECURSION_THAT_CATCHES,
            "function f() { try { return f(); } finally { f(); } } return {a: f()};"),
        entry(Attack.DEEP_JSON_READ, "return {a: JSON.parse('['.repeat(60000))};"),
        entry(
            Attack.DEEP_JSON_WRITTEN,
            "let a = []; for (let i = 0; i < 5000; i++) a = [a]; return {a: JSON.stringify(a)};"),
        entry(Attack.DEEP_RESULT, "let a = 1; for (let i = 0; i < 5000; i++) a = {a}; return {a};"),
        entry(Attack.RESULT_THAT_HOLDS_ITSELF, "const a = []; a.push(a); return {a};"),
        entry(Attack.HUGE_RESULT, "return {a: Array.from({length: 19}, () => 'é'.repeat(2000))};"),
        entry(
            Attack.RESULT_OF_SHARED_PARTS,
            "let a = [1, 1]; for (let i = 0; i < 25; i++) a = [a, a]; return {a};"),
        entry(Attack.EXPONENTIAL_EXPRESSION, "return {a: /^(a+)+$/.test(" + BAIT + ")};"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION_IN_SPLIT, "return {a: " + BAIT + ".split(/(?:a+)+$/)};"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION_IN_REPLACE,
            "return {a: " + BAIT + ".replace(/^(a|a)*$/g, '')};"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION_IN_ALL_MATCHES,
            "return {a: [..." + BAIT + ".matchAll(/(a*)*b/g)]};"),
        entry(Attack.DEEP_EXPRESSION, "return {a: new RegExp('('.repeat(60000))};"),
        entry(Attack.ENDLESS_LOG, "for (;;) log(claims);"));
  }

  @Override
  protected EnumSet<Attack> unknown() {
    return EnumSet.of(Attack.HUGE_POWER);
  }

  @Override
  protected Map<World, List<String>> reaches() {
    return Map.of(
        World.CLASSES,
        List.of(
            "return {a: java.lang.System.getenv('PATH')};",
            "return {a: Packages.java.lang.Runtime.getRuntime()};",
            "return {a: String(claims.getClass())};",
            "return {a: groups.map.getClass()};",
            "importPackage('java.io'); return {};",
            "importClass('java.io.File'); return {};",
            "return {a: new JavaAdapter({})};",
            "return {a: log.class.forName('java.lang.System')};"),
        World.FILES,
        List.of(
            "load('/etc/passwd'); return {};",
            "return {a: readFile('/etc/passwd')};",
            "return {a: new File('/etc/passwd')};",
            "return {a: new ActiveXObject('x')};"),
        World.ENVIRONMENT,
        List.of(
            "return {a: process.env.PATH};",
            "return {a: environment.PATH};",
            "return {a: globalThis.process};",
            "return {a: arguments.callee};",
            "return {a: (function f() { return f.caller; })().name};"),
        World.NETWORK,
        List.of(
            "fetch('http://127.0.0.1/'); return {};",
            "new XMLHttpRequest(); return {};",
            "new WebSocket('ws://127.0.0.1/'); return {};",
            "return {a: readUrl('http://127.0.0.1/')};"),
        World.THREADS,
        List.of(
            "spawn(() => 1); return {};",
            "new Worker('x'); return {};",
            "sync(() => 1); return {};",
            "new Promise(() => 1); return {};",
            "new SharedArrayBuffer(1); return {};",
            "Atomics.wait(1); return {};"),
        World.TIMERS,
        List.of(
            "setTimeout(() => 1, 1); return {};",
            "setInterval(() => 1, 1); return {};",
            "queueMicrotask(() => 1); return {};"),
        World.CLOCK_AND_CHANCE,
        List.of(
            "return {a: Date.now()};",
            "return {a: String(new Date())};",
            "return {a: Math.random()};",
            "return {a: performance.now()};"),
        World.CODE_MADE_OF_TEXT,
        List.of(
            "return {a: eval('1')};",
            "return {a: (0, eval)('1')};",
            "return {a: Function('return 1')()};",
            "return {a: new Function('return 1')()};",
            "return {a: (() => 1).constructor('return 1')()};",
            "return {a: claims.constructor.constructor('return 1')()};",
            "return {a: log.constructor('return 1')()};",
            "return {a: (function* () {}).constructor('yield 1')().next()};",
            "class A {} return {a: A.constructor('return 1')()};"),
        World.OTHER_SCRIPTS,
        List.of(
            "return {a: require('./roles.js')};",
            "import roles from './roles.js'; return {};",
            "return {a: import('./roles.js')};",
            "export default {};"));
  }

  @Override
  protected List<String> writes() {
    return List.of(
        "leak = 1; return {};",
        "this.leak = 1; return {};",
        "Object.prototype.leak = 1; return {};",
        "Array.prototype.map = () => ['superusers']; return {};",
        "Function.prototype.leak = 1; return {};",
        "Function.prototype.call = () => 'superusers'; return {};",
        "Function.leak = 1; return {};",
        "class A {} A.prototype.leak = 1; A.leak = 1; return {};",
        "class A {} A.prototype.constructor.prototype.leak = 1; return {};",
        "(() => 1).apply.leak = 1; return {};",
        "groups.map = () => ['superusers']; return {};",
        "groups.leak = 1; return {};",
        "log.leak = 1; return {};",
        "lower = () => 'superusers'; return {};",
        "RegExp.prototype.exec = () => ['superusers']; return {};",
        "RegExp.$1 = 'superusers'; return {};",
        "/(superusers)/.exec('superusers'); return {};",
        "const r = /a/g; r.exec('aa'); return {};",
        "r = /a/g; r.exec('aa'); return {};",
        "Symbol.for('leak').leak = 1; return {};",
        "Symbol.iterator.leak = 1; return {};",
        "Error.prepareStackTrace = () => 'superusers'; return {};",
        "Error.prototype.message = 'superusers'; return {};",
        "Array.prototype[0] = 'superusers'; return {};",
        "[].__proto__[1] = 'superusers'; return {};",
        "String.prototype.toLowerCase = () => 'superusers'; return {};",
        "Map.prototype.get = () => 'superusers'; return {};",
        "Map.prototype.has.leak = 1; return {};",
        "JSON.stringify = () => 'superusers'; return {};",
        "Math.max = () => 7; return {};",
        "[][Symbol.iterator]().next.leak = 1; return {};",
        "(function* () {})().next.leak = 1; return {};",
        "delete Array.prototype.filter; return {};",
        "undefined = 'superusers'; return {};",
        "claims.groups.push('superusers'); return {};",
        "claims.leak = 1; return {};",
        "request.user.groups[0] = 'superusers'; return {};",
        "Object.assign(Array.prototype, {leak: 1}); return {};",
        "const {push} = Array.prototype; push.call(claims.groups, 'superusers'); return {};",
        "[].push.apply(Array.prototype, ['superusers']); return {};",
        "Object.prototype.toString = () => 'superusers'; return {};");
  }

  @Override
  protected String probe() {
    return """
        const objects = [{}, [], '', 1, () => 1, /a/, new Error('e'), new Map(), Symbol.iterator,
          Math, JSON, Object, Array, Function, Function.prototype, log, groups, groups.map,
          [].map, (() => 1).call, (() => 1).apply, [][Symbol.iterator]().next, Map.prototype.has,
          (function* () {})().next, claims, class {}, (class {}).prototype];
        const walk = /a/g;
        return {
          leaks: objects.filter(each => each.leak !== undefined).length,
          free: [typeof leak, typeof r, typeof undefined],
          holes: [[, 1][0] ?? 'hole', [1, , 3][1] ?? 'hole', [].length, Array.prototype.length],
          maps: [1, 2].map(x => x + 1),
          calls: [groups.map(['a'], {a: 'b'}), lower('A'), (x => x).call(null, 1)],
          expression: [/b/.exec('abc').index, walk.lastIndex, RegExp.$1 ?? 'none'],
          error: String(new Error().message) + new TypeError('m'),
          tables: new Map([[1, 2]]).get(1),
          json: JSON.stringify({a: [1]}),
          max: Math.max(1, 2),
          text: String({}) + [1],
          input: [claims.groups, request.user.groups],
        };
        """;
  }
}
