package io.tributary.broker.script.starlark;

import static java.util.Map.entry;

import io.tributary.broker.script.Attack;
import io.tributary.broker.script.Attack.World;
import io.tributary.broker.script.AttackTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** How the attacks are written in Python; more of its own are in {@link StarlarkSandboxTest}. */
final class StarlarkAttackTest extends AttackTest {
  private static final String EXPRESSION = "'(.*)(.*)(.*)(.*)(.*)x'";

  StarlarkAttackTest() {
    super(new StarlarkLanguage());
  }

  @Override
  protected Map<Attack, String> attacks() {
    return Map.ofEntries(
        entry(Attack.ENDLESS_LOOP, "while True: pass"),
        entry(
            Attack.ENDLESS_LOOP_THAT_CATCHES,
            "while True:\n  try:\n    while True: pass\n  except:\n    pass"),
        entry(
            Attack.ENDLESS_LOOP_BEHIND_FINALLY,
            "try:\n  while True: pass\nfinally:\n  while True: pass"),
        entry(Attack.ENDLESS_WALK, "for i in range(10**12): pass\nreturn {}"),
        entry(Attack.HUGE_SUM, "return {'a': sum(range(10**12))}"),
        entry(
            Attack.COMPARING_WITHOUT_END,
            "def f(x):\n  while True: pass\nreturn {'a': sorted([2, 1], key=f)}"),
        entry(Attack.GROWING_LIST, "a = []\nwhile True: a.append([1, 2, 3, 4, 5, 6, 7, 8])"),
        entry(
            Attack.GROWING_TABLE,
            "d = {}\ni = 0\nwhile True:\n  d[i] = [i, i, i, i, i, i, i, i]\n  i += 1"),
        entry(
            Attack.GROWING_LIST_THAT_CATCHES,
            "a = []\nwhile True:\n  try:\n    a += [[1, 2, 3, 4, 5, 6]]\n  except:\n    pass\n"
                + "  finally:\n    a.append({1: 2})"),
        entry(Attack.LISTS_OF_LISTS, "a = [1] * 2000\nb = []\nwhile True: b.append(list(a))"),
        entry(Attack.DOUBLED_TEXT, "s = 'x'\nwhile True: s += s"),
        entry(
            Attack.DOUBLED_TEXT_THAT_CATCHES,
            "s = 'x'\nwhile True:\n  try:\n    s = f'{s}{s}'\n  except:\n    s = 'x'"),
        entry(Attack.DOUBLED_LIST, "a = [1]\nwhile True: a = a + a"),
        entry(Attack.REPEATED_TEXT, "return {'a': 'x' * 10**9}"),
        entry(Attack.PADDED_TEXT, "return {'a': 'x'.ljust(10**9)}"),
        entry(Attack.JOINED_TEXT, "s = 'x'\nwhile True: s = s.join([s, s])"),
        entry(Attack.JOINED_LONG_LIST, "return {'a': 'x'.join(['x'] * 10**8)}"),
        entry(Attack.REPLACED_TEXT, "s = 'x'\nwhile True: s = s.replace('x', 'xxx')"),
        entry(
            Attack.REPLACED_BY_EXPRESSION,
            "return {'a': regex_replace('x' * 60000, 'x', 'y' * 60000)}"),
        entry(Attack.FORMATTED_TEXT, "return {'a': '%999999999d' % 1}"),
        entry(Attack.HUGE_SORT, "return {'a': sorted(range(50000000))}"),
        entry(Attack.HUGE_LIST_BY_ONE_CALL, "return {'a': len(list(range(50000000)))}"),
        entry(Attack.HUGE_POWER, "return {'a': str(7 ** 3000000)}"),
        entry(Attack.DEEP_RECURSION, "def f(): return 1 + f()\nreturn {'a': f()}"),
        entry(
            Attack.DEEP_RECURSION_THROUGH_BUILT_INS,
            "f = lambda x: list(map(f, [x]))\nreturn {'a': f(1)}"),
        entry(
            Attack.RECURSION_THAT_CATCHES,
            "def f():\n  try:\n    return f()\n  except:\n    return 1\n  finally:\n    f()\n"
                + "return {'a': f()}"),
        entry(Attack.DEEP_JSON_READ, "return {'a': json.decode('[' * 60000)}"),
        entry(
            Attack.DEEP_JSON_WRITTEN,
            "a = []\nfor i in range(5000): a = [a]\nreturn {'a': str(a)}"),
        entry(Attack.DEEP_RESULT, "a = 1\nfor i in range(5000): a = {'a': a}\nreturn a"),
        entry(Attack.RESULT_THAT_HOLDS_ITSELF, "a = []\na.append(a)\nreturn {'a': a}"),
        entry(Attack.HUGE_RESULT, "return {'a': ['é' * 2000 for i in range(19)]}"),
        entry(
            Attack.RESULT_OF_SHARED_PARTS,
            "a = [1, 1]\nfor i in range(25): a = [a, a]\nreturn {'a': a}"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION,
            "return {'a': regex_match('a' * 200, " + EXPRESSION + ")}"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION_IN_SPLIT,
            "return {'a': regex_replace('a' * 60 + '!', r'(a+)+\\1b', '')}"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION_IN_REPLACE,
            "return {'a': regex_replace('a' * 200, " + EXPRESSION + ", '')}"),
        entry(
            Attack.EXPONENTIAL_EXPRESSION_IN_ALL_MATCHES,
            "return {'a': regex_match('a' * 60 + '!', r'(a+)+\\1b')}"),
        entry(Attack.DEEP_EXPRESSION, "return {'a': regex_match('a', '(' * 60000)}"),
        entry(Attack.ENDLESS_LOG, "while True: print(claims)"));
  }

  @Override
  protected EnumSet<Attack> unknown() {
    return EnumSet.of(Attack.DEEP_JSON_READ);
  }

  @Override
  protected Map<World, List<String>> reaches() {
    return Map.of(
        World.CLASSES,
        List.of(
            "return {'a': str(java.lang.System)}",
            "return {'a': str(().__class__.__bases__[0].__subclasses__())}",
            "return {'a': str(getattr(claims, 'getClass')())}",
            "return {'a': str(''.__class__.__mro__)}",
            "return {'a': str('{0.__class__}'.format(1))}"),
        World.FILES,
        List.of("return {'a': open('/etc/passwd').read()}", "return {'a': file('/etc/passwd')}"),
        World.ENVIRONMENT,
        List.of(
            "return {'a': os.environ['PATH']}",
            "return {'a': sys.argv}",
            "return {'a': str((lambda: 0).__globals__)}",
            "return {'a': str(globals())}"),
        World.NETWORK,
        List.of(
            "return {'a': requests.get('http://127.0.0.1/')}",
            "return {'a': socket.socket()}",
            "return {'a': resolve_dns('localhost')}"),
        World.THREADS,
        List.of("return {'a': threading.Thread()}", "return {'a': asyncio.run(1)}"),
        World.TIMERS,
        List.of("time.sleep(1)\nreturn {}", "return {'a': sched.scheduler()}"),
        World.CLOCK_AND_CHANCE,
        List.of(
            "return {'a': time.time()}",
            "return {'a': datetime.now()}",
            "return {'a': random.random()}",
            "return {'a': id(1)}"),
        World.CODE_MADE_OF_TEXT,
        List.of(
            "return {'a': eval('1')}",
            "exec('1')\nreturn {}",
            "return {'a': compile('1', '', 'eval')}"),
        World.OTHER_SCRIPTS,
        List.of(
            "import os\nreturn {}",
            "from roles import groups\nreturn {}",
            "load('roles.py', 'groups')\nreturn {}",
            "return {'a': __import__('roles')}"));
  }

  @Override
  protected List<String> writes() {
    return List.of(
        "claims['leak'] = 1\nreturn {}",
        "claims.update(leak=1)\nreturn {}",
        "claims.clear()\nreturn {}",
        "del claims['groups']\nreturn {}",
        "claims['groups'].append('superusers')\nreturn {}",
        "claims['groups'][0] = 'superusers'\nreturn {}",
        "claims['groups'] += ['superusers']\nreturn {}",
        "scopes.append('superusers')\nreturn {}",
        "len = lambda x: 7\nreturn {}",
        "str = lambda x: 'superusers'\nreturn {}",
        "leak = 1\nreturn {}",
        "def f(a=[]):\n  a.append('superusers')\n  return a\nf()\nreturn {}",
        "regex_match('superusers', '(superusers)')\nreturn {}",
        "print('superusers')\nreturn {}",
        "sorted.leak = 1\nreturn {}",
        "try:\n  claims['leak'] = 1\nexcept:\n  pass\nreturn {}");
  }

  @Override
  protected String probe() {
    return """
        def fresh(a=[]):
          return a
        return {
          'claims': claims,
          'scopes': scopes,
          'lengths': [len([1]), len('ab')],
          'text': str([1]),
          'fresh': fresh(),
          'match': regex_match('b', 'b'),
          'sorted': sorted([2, 1]),
        }
        """;
  }
}
