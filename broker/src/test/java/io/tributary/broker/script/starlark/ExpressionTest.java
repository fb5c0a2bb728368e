package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of authentik's expressions: what Python has and Starlark lacks. */
final class ExpressionTest {
  private final ScriptRoom room = new StarlarkLanguage().open();

  @Test
  void theSeedsRolesRunUnchanged() {
    String roles =
        "return {\n  \"groups\": [\"superusers\" if group.name == \"netbox_admin\" else \"staff\""
            + " if group.name == \"netbox_staff\" else group.name for group in"
            + " request.user.ak_groups.all()],\n}";
    assertEquals("{groups=[superusers, staff, Everyone]}", Expressions.run(room, roles).toString());
  }

  /** Each line is the value of {@code a} and what is expected of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          f"{user.username}!" § alice!
          f'{1 + 1:>4}|{"x":<3}|{3.14159:.2f}|{255:#x}|{True!s:5}|{"a"!r}' § '   2|x  |3.14|0xff|True |'a''
          f"{{}} {'{'}" f'b' "c" § {} {bc
          f"{user.ak_groups.count():03d}" § 003
          f"{1:{2 + 3}}" § '    1'
          f"{1=}" § 1=1
          f"{1234567:,} {0.256:.1%} {-5:+} {5:+}" § 1,234,567 25.6% -5 +5
          f"{[x for x in (1, 2)]}" § [1, 2]
          "%s-%05.1f-%-4s|" % ("a", 3.14159, "b") § a-003.1-b   |
          "%(a)s" % {"a": 1, "b": 2} § 1
          "{0.username} {1[department]} {x:>3}".format(user, user.attributes, x=1) § alice net   1
          "{a}".format_map({"a": 1}) § 1
          1 < 2 < 3 § true
          1 < 3 < 2 § false
          None is None and 1 is not None § true
          [] is [] § false
          True == 1 and True + True == 2 § true
          2 ** 10 § 1024
          -2 ** 2 § -4
          2 ** -1 § 0.5
          7 // -2 § -4
          str([1, "x", 2.0, None, (1,)]) § [1, 'x', 2.0, None, (1,)]
          str({"a": {1, 2}}) § {'a': {1, 2}}
          str(1e15) + str(1e16) + str(0.1 + 0.2) § 1000000000000000.01e+160.30000000000000004
          {*"ab"} if False else 1 § !write [a] + list(b)
          sorted({3, 1, 3}) § [1, 3]
          sorted({x % 2 for x in range(5)}) § [0, 1]
          {"a": 1, **{"b": 2}} § {a=1, b=2}
          {**{"a": 1}, "a": 2} § {a=2}
          sum(x for x in range(4)) § 6
          any(g.name == "netbox_admin" for g in user.ak_groups.all()) § true
          next((g.name for g in user.ak_groups.all() if g.name.startswith("E")), None) § Everyone
          next((g for g in []), "none") § none
          list(x for x in "abc") § [a, b, c]
          "".join(c for c in "a1b2" if c.isalpha()) § ab
          list(map(str.upper, ["a", "b"])) § [A, B]
          list(filter(None, ["a", "", "b"])) § [a, b]
          list(filter(lambda g: g != "x", ["x", "y"])) § [y]
          list(reversed([1, 2])) § [2, 1]
          [*range(2)] if 0 else 2 § !write [a] + list(b)
          isinstance("a", str) and isinstance(1, (str, int)) and not isinstance([], dict) § true
          type("a") == str and type([]) is list § true
          type(1).__name__ § int
          round(2.5) + round(3.5) § 6
          round(2.675, 2) § 2.67
          dict.fromkeys(["a", "b"], 0) § {a=0, b=0}
          dict(zip(["a"], [1])) § {a=1}
          "Straße".casefold() == "STRASSE".casefold() § true
          "7".zfill(3) + "a".rjust(3) + "a".center(3, "*") § 007  a*a*
          "a,b".split(sep=",") § [a, b]
          "a b c".split(maxsplit=1) § [a, b c]
          "x" in user.attributes § false
          user.attributes.get("department") § net
          user.attributes.get("nope", "d") § d
          claims.get("nope") § null
          claims["groups"][0] § netbox_admin
          request.user.email.split("@")[1] § example.com
          request.user.ak_groups.filter(name="netbox_admin").exists() § true
          request.user.ak_groups.filter(name__in=["Everyone", "x"]).count() § 1
          [g.name for g in user.ak_groups.filter(name__startswith="netbox_")] § [netbox_admin, netbox_staff]
          [g.name for g in user.ak_groups.exclude(name__icontains="NETBOX")] § [Everyone]
          user.ak_groups.filter(name__iexact="EVERYONE", name__endswith="e").first().name § Everyone
          user.ak_groups.filter(name__regex=r"^net.*f$").last().name § netbox_staff
          user.ak_groups.filter(name="nope").first() § null
          user.ak_groups.get(name="Everyone").name § Everyone
          list(user.ak_groups.values_list("name", flat=True)) § [netbox_admin, netbox_staff, Everyone]
          user.ak_groups.values_list("name", flat=True) § [netbox_admin, netbox_staff, Everyone]
          [n for (n,) in user.ak_groups.values_list("name")][0] § netbox_admin
          user.ak_groups.values("name")[0]["name"] § netbox_admin
          user.ak_groups.order_by("-name").values_list("name", flat=True) § [netbox_staff, netbox_admin, Everyone]
          user.ak_groups.values_list("is_superuser", flat=True).distinct() § [false]
          len(user.ak_groups.all()) + len(user.ak_groups.all()[:2]) § 5
          "Everyone" in user.ak_groups.values_list("name", flat=True) § true
          user.ak_groups.all()[0] in user.ak_groups.all() § true
          bool(user.ak_groups.filter(name="nope")) § false
          ak_is_group_member(request.user, name="netbox_admin") § true
          ak_is_group_member(request.user, name="nope") § false
          regex_match("alice@example.com", r"@example\\.com$") § true
          regex_match("xx", r"^(?P<a>.)(?P=a)\\Z") § true
          regex_match("a[b", r"[[]b") § true
          regex_match("É", r"^\\w$") and not regex_match("a", "(?i)B") § true
          regex_replace("net_admin", r"^net_(?P<r>.*)$", r"\\g<r>-\\1") § admin-admin
          regex_replace("aXb", "x", "y") § aXb
          list_flatten([1, 2]) § 1
          list_flatten([]) § null
          hasattr(user, "nope") or hasattr(user, "email") § true
          getattr(user, "nope", "d") § d
          (lambda x, *y, z=1, **w: [x, list(y), z, w])(1, 2, 3, z=4, q=5) § [1, [2, 3], 4, {q=5}]
          max([1, 5, 3], default=0) + max([], default=7) § 12
          (y := 5) + y § 10
          [z for x in range(5) if (z := x * 2) > 4] § [6, 8]
          b"ab".decode() + "é".encode().hex() § abc3a9
          {1: "x"}.get(1) § x
          "a" "b" § ab
          1_000 § 1000
          "\\d" == r"\\d" § true
          abs(-5) + min(3, 4) + divmod(7, 2)[1] + ord("a") - 97 § 9
          [1, 2, 3].count(2) + [1, 2].copy()[0] § 2
          not "abc"[5:] § true
          "abc"[::-1] § cba
          """)
  void evaluates(String expression, String expected) {
    String script = "return {'a': " + expression + "}";
    if (expected.startsWith("!")) {
      ScriptSyntax refused =
          assertThrows(
              ScriptSyntax.class, () -> new StarlarkLanguage().check(Expressions.text(script)));
      assertTrue(refused.getMessage().contains(expected.substring(1)), refused.getMessage());
    } else {
      String quoted =
          expected.startsWith("'") ? expected.substring(1, expected.length() - 1) : expected;
      assertEquals(quoted, String.valueOf(Expressions.run(room, script).get("a")), expression);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          a = []|for g in request.user.ak_groups.all():|  if g.name == "Everyone":|    continue|  a.append(g.name)|return {"a": a} § [netbox_admin, netbox_staff]
          i = 0|while True:|  i += 1|  if i > 3: break|else:|  i = 99|return {"a": i} § 4
          for x in []: pass|else: x = 7|return {"a": x} § 7
          try:|  v = claims["nope"]|except KeyError:|  v = "none"|return {"a": v} § none
          try:|  1 // 0|except (KeyError, ZeroDivisionError) as e:|  return {"a": str(e)} § integer division by zero
          try:|  raise ValueError("a", 1)|except Exception as e:|  return {"a": list(e.args)} § [a, 1]
          try:|  x = 1|except: pass|else: x = 2|finally: y = 3|return {"a": x + y} § 5
          try:|  return {"a": 1}|finally:|  x = 2 § 1
          for i in range(3):|  try:|    continue|  finally:|    a = i|return {"a": a} § 2
          def f():|  try:|    raise KeyError("k")|  finally:|    return 5|return {"a": f()} § 5
          try:|  try:|    user.nope|  except AttributeError:|    raise|except Exception as e:|  return {"a": type(e).__name__} § AttributeError
          def fib(n):|  return n if n < 2 else fib(n - 1) + fib(n - 2)|return {"a": fib(15)} § 610
          def outer():|  n = 0|  def add():|    nonlocal n|    n += 1|    return n|  add()|  return add()|return {"a": outer()} § 2
          fs = [lambda: x for x in range(3)]|return {"a": [f() for f in fs]} § [2, 2, 2]
          def make(x): return lambda: x|return {"a": [f() for f in [make(i) for i in range(3)]]} § [0, 1, 2]
          g = (x * k for x in range(3))|k = 2|return {"a": list(g) + list(g)} § [0, 2, 4]
          l = [1, 2]|n = next((x for x in l if x == 1), None)|l.append(3)|return {"a": l} § [1, 2, 3]
          d = {"a": 1, "b": 2}|for k in d: d[k] += 1|return {"a": d} § {a=2, b=3}
          d = {"a": 1, "b": 2}|del d["a"]|x = 1|del x|return {"a": d} § {b=2}
          a = b = 3|a += 1|return {"a": [a, b]} § [4, 3]
          (a, b), c = (1, 2), 3|return {"a": [a, b, c]} § [1, 2, 3]
          l = [3, 1, 2]|l.sort(reverse=True)|l.reverse()|return {"a": l} § [1, 2, 3]
          l = [1]|m = l|l += [2]|return {"a": m} § [1, 2]
          assert claims, "no claims"|return {"a": 1} § 1
          # comment|if user.email: return {"a": 1}|return {"a": 2} § 1
          groups = {g.name for g in user.ak_groups.all()}|groups |= {"x"}|return {"a": len(groups & {"x", "Everyone"})} § 2
          x = 1; y = 2; return {"a": x + y} § 3
          a = '''one|two'''|return {"a": a.splitlines()} § [one, two]
          a = [|  1,  # first||  2,|]|return {"a": a} § [1, 2]
          a = 1 + \\|  2|return {"a": a} § 3
          d = {}|d.setdefault("x", []).append(1)|return {"a": d.popitem()} § [x, [1]]
          if 1:|	return {"a": "tab"} § tab
          """)
  void runs(String script, String expected) {
    // An or-sign between letters is not the end of a line.
    String body = script.replace(" |= ", "\0").replace('|', '\n').replace("\0", " |= ");
    assertEquals(expected, String.valueOf(Expressions.run(room, body).get("a")), body);
  }

  @Test
  void aValueThatNobodyHasCannotBeReadAround() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("empty", null);
    claims.put("unasked", new ScriptInput.Unfetched("claims.unasked"));
    claims.put("inner", Map.of("unasked", new ScriptInput.Unfetched("claims.inner.unasked")));
    claims.put(
        "thing",
        new ScriptInput.Thing(Map.of("unasked", new ScriptInput.Unfetched("thing.unasked"))));
    claims.put(
        "rows",
        new ScriptInput.Rows(
            List.of(Map.of("name", "x", "unasked", new ScriptInput.Unfetched("rows.unasked")))));
    ScriptInput input = Expressions.input(claims);
    assertEquals(
        "{absent=null, empty=null, names=5, rows=[x]}",
        evaluate(
                "return {'absent': claims.get('gone'), 'empty': claims['empty'],"
                    + " 'names': len(claims.keys()), 'rows': [r.name for r in claims['rows']]}",
                input)
            .toString());
    for (String read :
        List.of(
            "return {'a': claims['unasked']}",
            "return {'a': claims.get('unasked', [])}",
            "return {'a': claims['inner']['unasked']}",
            "return {'a': claims['inner']}",
            "return {'a': claims.items()}",
            "return {'a': claims.values()}",
            "return {'a': str(claims)}",
            "return {'a': dict(claims)}",
            "return {'a': claims.copy()}",
            "return {**claims}",
            "return {'a': claims == {}} if claims != dict(claims) else {}",
            "return {'a': f'{claims}'}",
            "return {'a': '%(unasked)s' % claims}",
            "return {'a': '{0[unasked]}'.format(claims)}",
            "return {'a': '{unasked}'.format(**claims)}",
            "return {'a': claims['thing'].unasked}",
            "return {'a': getattr(claims['thing'], 'unasked', 1)}",
            "return {'a': hasattr(claims['thing'], 'unasked')}",
            "return {'a': claims['rows'].filter(unasked=1).exists()}",
            "return {'a': claims['rows'].values_list('unasked', flat=True)}",
            "return {'a': [r.unasked for r in claims['rows']]}",
            "try:\n  return {'a': claims['unasked']}\nexcept:\n  return {'a': []}",
            "try:\n  claims['unasked']\nfinally:\n  return {'a': []}",
            "return claims")) {
      ScriptFailure failure = assertThrows(ScriptFailure.class, () -> evaluate(read, input), read);
      assertEquals(ScriptFailure.Reason.UNFETCHED, failure.reason(), read);
    }
  }

  @Test
  void aListWithAValueThatNobodyHasIsNotGivenAtAll() {
    ScriptInput input =
        Expressions.input(Map.of("list", List.of("x", new ScriptInput.Unfetched("claims.list"))));
    ScriptFailure failure =
        assertThrows(ScriptFailure.class, () -> evaluate("return {'a': len(claims)}", input));
    assertEquals(ScriptFailure.Reason.UNFETCHED, failure.reason());
  }

  @Test
  void everyJsonValueArrives() {
    Map<String, Object> raw =
        Map.of(
            "object",
            new JsonObject().put("list", new JsonArray().add(1).add("x").addNull()),
            "long",
            1_700_000_000_000L,
            "real",
            1.5,
            "flag",
            false);
    assertEquals(
        "{a=[1, x, null], b=1700000000000, c=1.5, d=false}",
        evaluate(
                "return {'a': claims['object']['list'], 'b': claims['long'], 'c': claims['real'],"
                    + " 'd': claims['flag']}",
                Expressions.input(raw))
            .toString());
  }

  @Test
  void claimsNestedWithoutEndAreRefused() {
    Object nested = "x";
    for (int depth = 0; depth < 200; depth++) {
      nested = new ArrayList<>(List.of(nested));
    }
    ScriptInput input = Expressions.input(Map.of("deep", nested));
    ScriptFailure failure =
        assertThrows(ScriptFailure.class, () -> evaluate("return {'a': claims}", input));
    assertEquals(ScriptFailure.Reason.DEPTH, failure.reason());
  }

  @Test
  void whatPreparesEveryClassRunsToItsEnd() {
    Map<String, Object> result =
        room.evaluate(StarlarkRoom.EVERYTHING, new ScriptInput(Map.of()), Expressions.LIMITS);
    assertEquals(1.5, result.get("c"));
    assertEquals(1, room.logged().size());
  }

  @Test
  void whatAFailedScriptUsedIsCountedToo() {
    assertThrows(
        ScriptFailure.class, () -> Expressions.run(room, "for i in range(50): pass\nfail('x')"));
    assertTrue(room.used().steps() >= 50, "steps " + room.used().steps());
  }

  @Test
  void aRoomThatNobodyUsedHasNothingToSay() {
    ScriptRoom fresh = new StarlarkLanguage().open();
    assertEquals(List.of(), fresh.logged());
    assertEquals(0, fresh.used().steps());
  }

  @Test
  void aScriptSaysWhatItWants() {
    Expressions.run(
        room,
        "ak_logger.info('hello', user=user.username)\nprint('a', 1)\nak_message('m')\nreturn {}");
    assertEquals(List.of("info: hello user='alice'", "a 1", "message: m"), room.logged());
    Expressions.run(room, "print(client, {'a': client})\nreturn {}");
    assertEquals(List.of("<object with id> {'a': <object with id>}"), room.logged());
  }

  private Map<String, Object> evaluate(String body, ScriptInput input) {
    return room.evaluate(Expressions.text(body), input, Expressions.LIMITS);
  }
}
