package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may try, and which limit stops it. Limits that are not under test are wide. */
final class StarlarkSandboxTest {
  private static final Limits WIDE =
      Limits.DEFAULT.withTime(Duration.ofSeconds(30)).withSteps(50_000_000);

  private final ScriptRoom room = new StarlarkLanguage().open();

  /** Each allocated gigabytes within a single step. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "('ß' * 60000).upper()",
        "('İ' * 60000).lower()",
        "('ß' * 60000).casefold()",
        "('İ' * 21000).capitalize()"
      })
  void noSingleCallTakesWhatManyMayNot(String expression) {
    try {
      Expressions.run(room, "return {'a': len(" + expression + ")}", WIDE);
    } catch (ScriptFailure refused) {
      assertTrue(refused.reason() == ScriptFailure.Reason.MEMORY, refused::getMessage);
    }
    assertTrue(room.used().bytes() < 2 * Limits.DEFAULT.bytes(), room.used()::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          MEMORY @ a = []\\nwhile True: a.append('0123456789' + str(len(a)))
          MEMORY @ a = []\\nwhile True: a += [1, 2, 3]
          MEMORY @ a = [1]\\nwhile True: a.extend(a)
          MEMORY @ a = [1]\\nwhile True: a = a + a
          MEMORY @ a = [1]\\nwhile True: a = a * 2
          MEMORY @ a = (1,)\\nwhile True: a = a + a
          MEMORY @ d = {}\\ni = 0\\nwhile True:\\n  d['k' + str(i)] = i\\n  i += 1
          MEMORY @ s = set()\\ni = 0\\nwhile True:\\n  s.add((i, i))\\n  i += 1
          MEMORY @ a = []\\nwhile True: a.insert(0, {})
          MEMORY @ s = 'x'\\nwhile True: s += s
          MEMORY @ s = 'x'\\nwhile True: s = s + s
          MEMORY @ s = 'x'\\nwhile True: s = f'{s}{s}'
          MEMORY @ s = 'x'\\nwhile True: s = '%s%s' % (s, s)
          MEMORY @ s = 'x'\\nwhile True: s = '{}{}'.format(s, s)
          MEMORY @ s = 'x'\\nwhile True: s = ''.join([s, s])
          MEMORY @ s = 'x'\\nwhile True: s = s.replace('x', 'xx')
          MEMORY @ s = 'x'\\nwhile True: s = str([s, s])
          MEMORY @ s = '"'\\nwhile True: s = repr(s + "'")
          MEMORY @ s = 'ß'\\nwhile True: s = (s + s).upper()
          MEMORY @ s = b'x'\\nwhile True: s = s + s
          MEMORY @ s = 'x'\\nwhile True:\\n  try:\\n    s = s + s\\n  except:\\n    s = 'x'\\n  finally:\\n    s += s
          MEMORY @ return {'a': 'x' * 10**9}
          MEMORY @ return {'a': 'x' * 10**30}
          MEMORY @ return {'a': b'x' * 10**9}
          MEMORY @ return {'a': 'x'.ljust(10**9)}
          MEMORY @ return {'a': 'x'.zfill(10**9)}
          MEMORY @ return {'a': 'x'.center(10**9, 'ab'[0])}
          MEMORY @ return {'a': '%999999999d' % 1}
          MEMORY @ return {'a': '%.999999999f' % 1}
          MEMORY @ return {'a': '%*d' % (10**9, 1)}
          MEMORY @ return {'a': f'{1:999999999}'}
          MEMORY @ return {'a': f'{1.5:.999999999f}'}
          MEMORY @ return {'a': '{:999999999}'.format(1)}
          MEMORY @ return {'a': format(1, '>999999999')}
          MEMORY @ return {'a': [0] * 50000000}
          MEMORY @ return {'a': [0] * 10**18}
          MEMORY @ return {'a': sorted([0] * 50000000)}
          MEMORY @ return {'a': sorted(range(50000000))}
          MEMORY @ return {'a': list(range(40000000))}
          MEMORY @ return {'a': (1, 2, 3) * 10**9}
          MEMORY @ return {'a': ','.join(['x'] * 100000)}
          MEMORY @ return {'a': ('x' * 60000).replace('x', 'y' * 60000)}
          MEMORY @ return {'a': ('x' * 60000).replace('', 'y' * 60000)}
          MEMORY @ return {'a': regex_replace('x' * 60000, 'x', '\\\\g<0>\\\\g<0>')}
          MEMORY @ return {'a': 7 ** 3000000}
          MEMORY @ return {'a': 1 << 10**9}
          MEMORY @ return {'a': 1 << 10**30}
          MEMORY @ a = 3\\nwhile True: a = a * a
          MEMORY @ a = 3\\nwhile True: a = a ** 3
          MEMORY @ a = [1, 1]\\nfor i in range(50): a = [a, a]\\nreturn {'a': str(a)}
          MEMORY @ a = [i for i in range(40000000)]
          MEMORY @ a = {i: i for i in range(40000000)}
          MEMORY @ a = {i for i in range(40000000)}
          MEMORY @ a = list(map(str, range(40000000)))
          MEMORY @ return {'a': zip(range(40000000), range(40000000))}
          MEMORY @ return {'a': enumerate(range(40000000))}
          MEMORY @ return {'a': dict.fromkeys(range(40000000))}
          MEMORY @ f = lambda *a: f(*(a + a))\\nf(1)
          MEMORY @ while True: ak_logger.info('x' * 60000 + 'y' * 60000)
          STEPS  @ while True: pass
          STEPS  @ while 1:\\n  try:\\n    while 1: pass\\n  except:\\n    pass\\n  finally:\\n    continue
          STEPS  @ try:\\n  while True: pass\\nexcept Exception:\\n  return {}
          STEPS  @ try:\\n  while True: pass\\nfinally:\\n  return {}
          STEPS  @ for i in range(10**12): pass
          STEPS  @ return {'a': sum(range(10**12))}
          STEPS  @ return {'a': any(False for i in range(10**12))}
          STEPS  @ return {'a': all(x < 0 or True for x in range(10**12))}
          STEPS  @ return {'a': max(i for i in range(10**12))}
          STEPS  @ return {'a': next(x for x in range(10**12) if x < 0)}
          STEPS  @ return {'a': -1 in (x for x in range(10**12))}
          STEPS  @ a = [3]\\nfor i in range(10**9): a[0] = i
          STEPS  @ a = [1, 1]\\nb = [1, 1]\\nfor i in range(50):\\n  a = [a, a]\\n  b = [b, b]\\nreturn {'a': a == b}
          STEPS  @ a = (1, 1)\\nb = (1, 1)\\nfor i in range(50):\\n  a = (a, a)\\n  b = (b, b)\\nreturn {'a': a < b}
          STEPS  @ a = (1, 1)\\nb = (1, 1)\\nfor i in range(50):\\n  a = (a, a)\\n  b = (b, b)\\nreturn {'a': {a: 1, b: 2}}
          STEPS  @ def f(n):\\n  return 0 if n == 0 else f(n - 1) + f(n - 1)\\nf(100)
          STEPS  @ return {'a': regex_match('a' * 60 + '!', r'(a+)+\\\\1b')}
          STEPS  @ return {'a': regex_match('a' * 200, '(.*)(.*)(.*)(.*)(.*)x')}
          STEPS  @ return {'a': regex_replace('a' * 200, '(.*)(.*)(.*)(.*)(.*)x', '')}
          STEPS  @ return {'a': request.user.ak_groups.filter(name__iregex='(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)z').exists()}
          STEPS  @ a = ['x' * 60000 + str(i) for i in range(20)]\\nwhile True: sorted(a)
          STEPS  @ s = 'a' * 60000\\nwhile True: s.find('a' * 30000 + 'b')
          STEPS  @ s = 'a' * 60000\\nwhile True: s.count('a' * 30 + 'b')
          STEPS  @ s = 'a' * 60000\\nwhile True: s.rfind('b' + 'a' * 30000)
          STEPS  @ s = 'a' * 60000\\nwhile True: 'b' in s
          STEPS  @ s = 'a' * 60000\\nwhile True: s == 'a' * 59999 + 'b'
          STEPS  @ a = 7 ** 5000\\nwhile True: a * a % 3
          STEPS  @ f = [0]\\nwhile True: f[0] = not f[0]
          STEPS  @ a = [x for x in range(100)]\\nwhile True: a.sort()
          DEPTH  @ def f(): return f()\\nf()
          DEPTH  @ f = lambda: f()\\nf()
          DEPTH  @ f = lambda x: [f(y) for y in [x]]\\nf(1)
          DEPTH  @ f = lambda x: sorted([1, 2], key=f)\\nf(1)
          DEPTH  @ f = lambda x: list(map(f, [x]))\\nf(1)
          DEPTH  @ f = lambda x: max([1, 2], key=f)\\nf(1)
          DEPTH  @ def f():\\n  try:\\n    return f()\\n  except:\\n    return 1\\n  finally:\\n    f()\\nf()
          DEPTH  @ a = []\\nfor i in range(1000): a = [a]\\nreturn {'a': str(a)}
          DEPTH  @ a = []\\nb = []\\nfor i in range(1000):\\n  a = [a]\\n  b = [b]\\nreturn {'a': a == b}
          DEPTH  @ a = ()\\nfor i in range(1000): a = (a,)\\nreturn {'a': {a: 1}}
          DEPTH  @ a = {}\\nb = {}\\nfor i in range(1000):\\n  a = {1: a}\\n  b = {1: b}\\nreturn {'a': a == b}
          DEPTH  @ a = []\\na.append(a)\\nb = []\\nb.append(b)\\nreturn {'a': a == b}
          DEPTH  @ g = (x for x in [1])\\nfor i in range(1000): g = (x for x in g)\\nreturn {'a': list(g)}
          RESULT_SIZE @ return {'a': 'x' * 65530, 'b': 'y' * 30}
          RESULT_SIZE @ return {'a': 'é' * 40000}
          RESULT_SIZE @ a = [1, 1, 1, 1]\\nfor i in range(12): a = [a, a, a]\\nreturn {'a': a}
          RESULT_SIZE @ return {'a': list(range(70000))}
          RESULT_SIZE @ return {str(i): i for i in range(10000)}
          """)
  void stopsAt(ScriptFailure.Reason reason, String script) {
    Limits limits = reason == ScriptFailure.Reason.STEPS ? WIDE.withSteps(200_000) : WIDE;
    assertEquals(reason, refused(script, limits).reason());
    assertTrue(room.used().steps() <= 2 * limits.steps(), "steps " + room.used().steps());
    assertTrue(room.used().bytes() <= 2 * limits.bytes(), "bytes " + room.used().bytes());
    assertClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True: pass",
        "try:\\n  while True: pass\\nexcept:\\n  pass",
        "return {'a': regex_match('a' * 200, '(.*)(.*)(.*)(.*)(.*)x')}",
        "a = ['x' * 60000 + str(i) for i in range(20)]\\nwhile True: sorted(a)"
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
        "().__class__",
        "().__class__.__bases__[0].__subclasses__()",
        "''.__class__.__mro__",
        "(lambda: 0).__globals__",
        "(lambda: 0).__code__",
        "str.__subclasses__()",
        "ValueError.__init__",
        "getattr(request, '__class__')",
        "getattr(user, 'getClass')()",
        "user.attributes.__class__",
        "'{0.__class__}'.format(1)",
        "'{0.__globals__}'.format(lambda: 1)",
        "f'{().__class__}'",
        "request.http_request",
        "dict.__getitem__",
        "print.__self__",
        "type(1).__bases__"
      })
  void knowsNothingOfTheWorldAround(String expression) {
    ScriptFailure failure = refused("return {'a': str(" + expression + ")}", WIDE);
    assertEquals(ScriptFailure.Reason.THROWN, failure.reason());
    assertTrue(failure.getMessage().startsWith("AttributeError"), failure.getMessage());
    assertClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('/etc/passwd')",
        "__import__('os')",
        "eval('1')",
        "exec('1')",
        "compile('1', '', 'eval')",
        "globals()",
        "locals()",
        "vars()",
        "input()",
        "os.environ",
        "sys.exit()",
        "requests.get('http://127.0.0.1/')",
        "socket.socket()",
        "resolve_dns('a')",
        "ak_user_by(username='a')",
        "setattr(user, 'a', 1)",
        "object()",
        "super()",
        "java.lang.System"
      })
  void namesOfTheWorldAroundAreUnknownWhenItIsSaved(String expression) {
    assertThrows(
        ScriptSyntax.class,
        () -> new StarlarkLanguage().check(Expressions.text("return {'a': " + expression + "}")));
  }

  /**
   * Each writes something where the next evaluation could find it; whether it throws is its own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "claims['leak'] = 1",
        "claims.update(leak=1)",
        "claims.setdefault('leak', 1)",
        "claims.pop('groups')",
        "claims.clear()",
        "del claims['groups']",
        "claims['groups'].append('leak')",
        "claims['groups'] += ['leak']",
        "claims['groups'][0] = 'leak'",
        "claims['groups'].clear()",
        "claims['groups'].sort()",
        "claims['groups'].reverse()",
        "c = claims\\nc |= {'leak': 1}",
        "user.attributes['leak'] = 1",
        "user.attributes['tags'].append('leak')",
        "user.ak_groups.all()[0].attributes",
        "scopes.append('leak')",
        "scopes.insert(0, 'leak')",
        "len = 1",
        "str = lambda x: 'leak'",
        "leak = 1",
        "def f(a=[]):\\n  a.append('leak')\\n  return a\\nf()",
        "regex_match('a', '(leak)')",
        "ak_logger.info('leak')",
        "print('leak')"
      })
  void nothingReachesTheNextEvaluation(String write) {
    for (String form :
        List.of(write, "try:\n  " + write.replace("\\n", "\n  ") + "\nexcept Exception:\n  pass")) {
      try {
        Expressions.run(room, form.replace("\\n", "\n") + "\nreturn {}", WIDE);
      } catch (ScriptFailure refused) {
        assertEquals(ScriptFailure.Reason.THROWN, refused.reason(), form);
      }
      assertClean();
    }
  }

  @Test
  void aLimitEndsWhatItsScriptWouldDoLast() {
    Limits few = WIDE.withSteps(10_000);
    ScriptFailure failure =
        refused("try:\n  while True: pass\nfinally:\n  ak_logger.info('last')\n  x = 1", few);
    assertEquals(ScriptFailure.Reason.STEPS, failure.reason());
    assertEquals(List.of(), room.logged());
  }

  @Test
  void whatIsLoggedIsBounded() {
    Expressions.run(room, "for i in range(1000): print('x' * 100)\nreturn {}", WIDE);
    int size = room.logged().stream().mapToInt(String::length).sum();
    assertTrue(size > 1000 && size <= 9000, "logged " + size);
  }

  @Test
  void shippedLimitsStopEveryEndlessScriptToo() {
    for (String script :
        List.of("while True: pass", "s = 'x'\nwhile True: s += s", "def f(): f()\nf()")) {
      assertThrows(
          ScriptFailure.class, () -> Expressions.run(room, script, Limits.DEFAULT), script);
    }
  }

  @Test
  void whatIsUsedIsCounted() {
    Expressions.run(room, "for i in range(1000): pass\nreturn {}");
    long steps = room.used().steps();
    assertTrue(steps >= 1000 && steps < 10_000, "steps " + steps);
    assertTrue(room.used().bytes() > 0);
    assertFalse(room.used().nanos() < 0);
  }

  private ScriptFailure refused(String script, Limits limits) {
    return assertThrows(
        ScriptFailure.class,
        () -> Expressions.run(room, script.replace("\\n", "\n").replace("\\\\", "\\"), limits),
        script);
  }

  /** Looks where a leak would show. */
  private void assertClean() {
    Object seen =
        Expressions.run(
            room,
            """
            def fresh(a=[]):
              return a
            return {
              "claims": claims,
              "tags": user.attributes["tags"],
              "keys": sorted(user.attributes.keys()),
              "groups": [group.name for group in user.ak_groups.all()],
              "scopes": scopes,
              "len": len([1]),
              "str": str(1),
              "fresh": fresh(),
              "match": regex_match("b", "b"),
            }
            """,
            WIDE);
    List<String> groups = List.of("netbox_admin", "netbox_staff", "Everyone");
    Map<String, Object> expected =
        Map.of(
            "claims",
            Map.of("groups", groups, "name", "Alice A"),
            "tags",
            List.of("a", "b"),
            "keys",
            List.of("department", "tags"),
            "groups",
            groups,
            "scopes",
            List.of("openid", "roles"),
            "len",
            1L,
            "str",
            "1",
            "fresh",
            List.of(),
            "match",
            true);
    assertEquals(expected, seen);
    assertEquals(List.of(), room.logged());
  }
}
