package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions that scripts find beside the language: library.js and {@code log}. */
final class LibraryTest {
  private final ScriptRoom room = new RhinoLanguage().open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      textBlock =
          """
          groups.map(['a', 'x', 'a'], {a: 'b'}) → [b, x, b]
          groups.map(['a'], new Map([['a', 'b']])) → [b]
          groups.map(['a', 'x'], {a: ['b', 'c']}) → [b, c, x]
          groups.map(['a', 'x'], {a: []}) → [x]
          groups.map(['constructor', 'toString', '__proto__', 'hasOwnProperty'], {}) → [constructor, toString, __proto__, hasOwnProperty]
          groups.map(['has', 'get', 'size'], new Map()) → [has, get, size]
          groups.map(['a'], Object.create({a: 'inherited'})) → [a]
          groups.map(['12', '0'], {12: 'x'}) → [x, 0]
          groups.map([], {}) → []
          groups.map(request.user.groups, {netbox_admin: 'superusers'}) → [superusers, Everyone]
          groups.withPrefix(['net-a', 'b', 'net-'], 'net-') → [net-a, net-]
          groups.withPrefix(['a.b', 'axb'], 'a.') → [a.b]
          groups.stripPrefix(['net-a', 'b', 'xnet-'], 'net-') → [a]
          groups.without(['a', 'b', 'a'], 'a') → [b]
          groups.without(['a', 'b', 'c'], ['a', 'c']) → [b]
          groups.without(['A'], ['a']) → [A]
          regex('^(a)(?<n>b)?', 'abc') → [ab, a, b]
          regex('^b', 'abc') → null
          regex(/B/i, 'abc')[0] → b
          regex('x', null) → null
          regex('x', claims.nope) → null
          [1, 2, 3].map(n => regex(/b/g, 'abc') !== null) → [true, true, true]
          [1, 2, 3].map(n => regex(/b/y, 'abc') !== null) → [true, true, true]
          regexReplace('b', 'abcb', '-') → a-c-
          regexReplace(/B/i, 'abcb', '[$&]') → a[b]c[b]
          regexReplace('(a)(b)', 'abab', '$2$1') → baba
          regexReplace('b', 'abc', found => found.toUpperCase()) → aBc
          regexReplace('b', null, '') → null
          lower('ÄI') → äi
          lower(null) → null
          typeof lower(claims.nope) → undefined
          domain('alice@Sub.Example.COM') → sub.example.com
          domain('"a@b"@example.com') → example.com
          domain('alice@') → null
          domain('@example.com') → null
          domain('alice') → null
          domain('') → null
          domain(null) → null
          domain(claims.nope) → null
          """)
  void gives(String expression, String value) {
    assertEquals("{a=" + value + "}", run("return {a: " + expression + "};").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      textBlock =
          """
          groups.map('a', {}) → groups.map needs a list of texts, and got a text
          groups.map([1], {}) → groups.map needs a list of texts, and got a list with a number in it
          groups.map(null, {}) → groups.map needs a list of texts, and got null
          groups.map(claims.nope, {}) → groups.map needs a list of texts, and got undefined
          groups.map({length: 1e9}, {}) → groups.map needs a list of texts, and got an object
          groups.map(new Set(['a']), {}) → groups.map needs a list of texts, and got a Set
          groups.map(['a']) → takes an object or a Map second, and got undefined
          groups.map(['a'], null) → takes an object or a Map second
          groups.map(['a'], 'a') → takes an object or a Map second
          groups.map(['a'], [['a', 'b']]) → takes an object or a Map second
          groups.map(['a'], {a: 1}) → neither a text nor a list, but a number
          groups.map(['a'], {a: undefined}) → neither a text nor a list
          groups.map(['a'], {a: [1]}) → the table of groups.map needs a list of texts
          groups.withPrefix(['a'], null) → the prefix of groups.withPrefix takes a text
          groups.stripPrefix(['a']) → the prefix of groups.stripPrefix takes a text
          groups.without(['a'], 1) → groups.without needs a list of texts
          groups.without(['a'], [null]) → groups.without needs a list of texts, and got a list with null in it
          regex(null, 'a') → regex takes a pattern first
          regex({source: 'a', flags: ''}, 'a') → regex takes a pattern first
          regex('a', ['a']) → regex takes a text
          regex('(', 'a') → SyntaxError
          regexReplace('a', 'a') → the replacement of regexReplace takes a text
          lower(['A']) → lower takes a text, and got a list
          domain(7) → domain takes a text
          """)
  void refuses(String expression, String words) {
    ScriptFailure failure = failure("\nreturn {a: " + expression + "};", Scripts.LIMITS);
    assertEquals(ScriptFailure.Reason.THROWN, failure.reason());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
    assertEquals(2, failure.line(), "the author's line, not ours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const groups = request.user.groups.map(g => g + '!'); return {a: groups};",
        "let groups = []; groups.push('netbox_admin!', 'Everyone!'); return {a: groups};",
        "const f = groups => groups; return {a: f(['netbox_admin!', 'Everyone!'])};",
        "const {groups} = {groups: ['netbox_admin!', 'Everyone!']}; return {a: groups};",
        "for (const groups of [1]) { const lower = ['netbox_admin!', 'Everyone!']; return {a: lower}; }",
        "function domain(log) { return log; } return {a: domain(['netbox_admin!', 'Everyone!'])};"
      })
  void aScriptMayUseTheNamesItself(String script) {
    assertEquals("{a=[netbox_admin!, Everyone!]}", run(script).toString());
    assertEquals("{a=[b]}", run("return {a: groups.map(['a'], {a: 'b'})};").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groups.map = () => ['superusers']",
        "groups.leak = 1",
        "delete groups.map",
        "groups.map.leak = 1",
        "groups = {map: () => ['superusers']}",
        "lower = () => 'superusers'",
        "log.leak = 1",
        "log = null",
        "Object.assign(groups, {map: () => ['superusers']})",
        "Object.prototype.has = () => true",
        "regex.prototype.leak = 1",
        "regex('a', 'a').leak = 1",
        "Map.prototype.has = () => true"
      })
  void noScriptChangesThemForTheNext(String write) {
    for (String form : List.of(write, "try { " + write + "; } catch (e) {}")) {
      try {
        run(form + "; return {};");
      } catch (ScriptFailure refused) {
        assertEquals(ScriptFailure.Reason.THROWN, refused.reason(), form);
      }
      assertEquals(
          "{a=[b, c], b=x, c=[undefined, undefined, undefined, undefined, undefined]}",
          run("return {a: groups.map(['a', 'c'], {a: 'b'}), b: lower('X'),"
                  + " c: [typeof groups.leak, typeof groups.map.leak, typeof log.leak,"
                  + " typeof regex('a', 'a').leak, typeof regex.prototype.leak]};")
              .toString(),
          form);
    }
  }

  @Test
  void theyAreMeteredLikeTheScriptItself() {
    Limits wide = Limits.DEFAULT.withTime(Duration.ofSeconds(30)).withSteps(100_000);
    for (String script :
        List.of(
            "const l = Array.from({length: 2000}, () => 'a'); for (;;) groups.map(l, {});",
            "return {a: regex('^(a+)+$', 'a'.repeat(60).concat('!'))};",
            "return {a: regexReplace('^(a|a)*$', 'a'.repeat(60).concat('!'), '')};")) {
      assertEquals(ScriptFailure.Reason.STEPS, failure(script, wide).reason(), script);
    }
    Limits patient = wide.withSteps(50_000_000);
    for (String script :
        List.of(
            "const l = []; l.length = 4e9; return {a: groups.map(l, {})};",
            "return {a: regexReplace('x', 'x'.repeat(60000), 'y'.repeat(60000))};",
            "let l = ['a', 'a']; for (;;) l = groups.map(l, {a: ['a', 'a']});",
            "let s = 'x'; for (;;) s = regexReplace('x', s, 'xx');")) {
      ScriptFailure failure =
          assertThrows(ScriptFailure.class, () -> Scripts.run(room, script, patient), script);
      assertTrue(
          failure.reason() == ScriptFailure.Reason.MEMORY
              || failure.getMessage().contains("needs a list of texts"),
          failure.getMessage());
    }
  }

  @Test
  void whatAScriptLogsIsKeptForItsAuthor() {
    run("log('group', claims.groups, {a: 1}, null, claims.nope, () => 1); log(); return {};");
    assertEquals(
        List.of("group [\"netbox_admin\",\"Everyone\"] {\"a\":1} null undefined (a function)", ""),
        room.logged());
    run("return {};");
    assertEquals(List.of(), room.logged(), "each evaluation has its own");
  }

  @Test
  void whatWasLoggedBeforeAFailureIsKept() {
    failure("log('before'); null.x;", Scripts.LIMITS);
    assertEquals(List.of("before"), room.logged());
    failure("log('loop'); for (;;);", Scripts.LIMITS);
    assertEquals(List.of("loop"), room.logged());
    failure("log('never'", Scripts.LIMITS);
    assertEquals(List.of(), room.logged());
  }

  @Test
  void theLogIsBounded() {
    failure("for (;;) log('0123456789');", Scripts.LIMITS);
    assertTrue(String.join("\n", room.logged()).length() < 9_000);
    for (String huge :
        List.of(
            "const a = []; a.length = 4e9; log(a);",
            "const a = []; a.push(a); log(a);",
            "const l = []; for (let i = 0; i < 999; i++) l.push('x'.repeat(60000)); "
                + " log.apply(null, l);")) {
      ScriptFailure failure = failure(huge, Scripts.LIMITS);
      assertTrue(
          failure.reason() == ScriptFailure.Reason.MEMORY
              || failure.reason() == ScriptFailure.Reason.DEPTH,
          huge);
    }
  }

  @Test
  void aValueThatNobodyHasIsNotLogged() {
    ScriptInput input =
        Scripts.input(Map.of("unasked", new ScriptInput.Unfetched("claims.unasked")));
    for (String read : List.of("log(claims.unasked);", "try { log(claims); } catch (e) {}")) {
      ScriptFailure failure =
          assertThrows(
              ScriptFailure.class,
              () -> room.evaluate(Scripts.text(read), input, Scripts.LIMITS),
              read);
      assertEquals(ScriptFailure.Reason.UNFETCHED, failure.reason());
      assertEquals(List.of(), room.logged());
    }
  }

  private Map<String, Object> run(String body) {
    return Scripts.run(room, body, Scripts.LIMITS);
  }

  private ScriptFailure failure(String body, Limits limits) {
    return assertThrows(ScriptFailure.class, () -> Scripts.run(room, body, limits), body);
  }
}
