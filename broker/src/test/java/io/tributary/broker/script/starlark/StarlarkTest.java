package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptLog;
import io.tributary.broker.script.ScriptReads;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The core language, section by section of bazelbuild/starlark {@code spec.md}. */
final class StarlarkTest {
  private static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(10));

  /** Each line is an expression and what {@code repr} makes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          # Lexical elements
          [0x7f, 0o17, 0, 123] § [127, 15, 0, 123]
          [1e3, .5, 1., 1.5e-3] § [1000.0, 0.5, 1.0, 0.0015]
          "a\\tb\\x41\\101\\u00e9\\U0001F600" § "a\\tbAAé😀"
          r"a\\n" § "a\\\\n"
          b"a\\xff\\101é" § b"a\\xffAé"
          rb"\\n" + br"\\t" § b"\\\\n\\\\t"
          '''a"b''' + "c'd" § "a\\"bc'd"
          # Data types
          type(None), type(True), type(1), type(1.0), type("") § ("NoneType", "bool", "int", "float", "string")
          [type(x) for x in (b"", [], (), {}, set(), len, range(1), lambda: 0)] § ["bytes", "list", "tuple", "dict", "set", "builtin_function_or_method", "range", "function"]
          [bool(x) for x in (None, 0, 0.0, "", b"", [], (), {}, set(), range(0), float("nan"), len)] § [False, False, False, False, False, False, False, False, False, False, True, True]
          111111111 * 111111111 § 12345678987654321
          9223372036854775807 + 1 § 9223372036854775808
          -9223372036854775808 - 1 + 1 § -9223372036854775808
          (1 << 70) >> 70 § 1
          [7 // 2, -7 // 2, 7 // -2, 7 % -2, -7 % 2] § [3, -4, -4, -1, 1]
          [-9223372036854775807 - 1, (-9223372036854775807 - 1) // -1] § [-9223372036854775808, 9223372036854775808]
          [6 & 3, 6 | 3, 6 ^ 3, ~6, -1 >> 100] § [2, 7, 5, -7, -1]
          [3 / 2, 4 / 2, 3.0 // 2, 5.5 % 2, -5.5 % 2] § [1.5, 2.0, 1.0, 1.5, 0.5]
          (1 << 53) + 1 + 0.0 == (1 << 53) + 1 § False
          1.0 == 1 and {1: "a"}[1.0] == "a" § True
          float("nan") == float("nan") and float("nan") > float("inf") § True
          True == 1 § False
          [1e6, 123456.0, 1e-5, 1.5e300, 0.0, -0.0] § [1e+06, 123456.0, 1e-05, 1.5e+300, 0.0, -0.0]
          ["abc"[0], "abc"[-1], "hello"[-1000:1000], "banana"[4::-2]] § ["a", "c", "hello", "nnb"]
          [b"abc"[0], b"abc"[1:], 97 in b"abc", b"bc" in b"abc"] § [97, b"bc", True, True]
          {"a": 1} | {"b": 2, "a": 3} § {"a": 3, "b": 2}
          set([1, 2]) | set([3, 2]), set([1, 2]) & set([2, 3]), set([1, 2]) - set([2, 3]), set([1, 2]) ^ set([2, 3]) § (set([1, 2, 3]), set([2]), set([1]), set([1, 3]))
          set([1, 2]) == set([2, 1]) and set() != [] § True
          (lambda x, y=3, *a, k=4, **kw: (x, y, a, k, kw))(1, 2, 3, k=5, z=6) § (1, 2, (3,), 5, {"z": 6})
          (lambda a, *, b=2, c: (a, b, c))(1, c=3) § (1, 2, 3)
          (lambda *a, **k: (a, k))(1, *[2], b=3, **{"c": 4}) § !keyword argument may not follow *args
          (lambda *a, **k: (a, k))(1, b=3, *[2], **{"c": 4}) § ((1, 2), {"b": 3, "c": 4})
          # Expressions
          (), (1,), (1, 2) § ((), (1,), (1, 2))
          1 if False else 2 if False else 3 § 3
          not 1 == 2 and not "" § True
          0 or "a" and [] § []
          [(x, y) for x in range(5) if x % 2 == 0 for y in range(5) if y > x] § [(0, 1), (0, 2), (0, 3), (0, 4), (2, 3), (2, 4)]
          [x * y + z for (x, y), z in [((2, 3), 5), (("o", 2), "!")]] § [11, "oo!"]
          {x: len(x) for x in ["able", "baker"]} § {"able": 4, "baker": 5}
          [1 // 0 for x in [] for y in z for z in ()] § []
          "mur" * 2, 3 * (True, "a"), [1] * -1, 2 * b"a" § ("murmur", (True, "a", True, "a", True, "a"), [], b"aa")
          1 in range(3), 3 not in (1, 2), "nasty" in "dynasty", "one" in {"one": 1} § (True, True, True, True)
          [1, 2] < [1, 3], (1,) < (1, 0), "a" < "b", False < True, b"a" < b"b" § (True, True, True, True, True)
          "Hello %s, %d%% %r" % ("Bob", 75.9, "x") § "Hello Bob, 75% \\"x\\""
          "%o %x %X %e %f %g" % (8, 255, 255, 1.5, 1.5, 1.5) § "10 ff FF 1.500000e+00 1.500000 1.5"
          "coordinates=%s" % ((40, -74),) § "coordinates=(40, -74)"
          "banana".count § <built-in method count of string value>
          # Built-in functions
          abs(-1), abs(-1.5), any([0, 1]), all([0, 1]), any([]), all([]) § (1, 1.5, True, False, False, True)
          bytes("é"), bytes([65, 66]), bytes(b"x") § (b"é", b"AB", b"x")
          str(b"a\\xff\\xffb") § "a��b"
          dict([(1, 2), ["a", "b"]], x=3) § {1: 2, "a": "b", "x": 3}
          enumerate(["a", "b"], 1) § [(1, "a"), (2, "b")]
          getattr("banana", "split")("a"), getattr("", "nope", 1), hasattr([], "append") § (["b", "n", "n", ""], 1, True)
          hash("abc"), hash(b"abc"), hash("") § (96354, 440920331, 0)
          int("21"), int("1234", 16), int("0x1234", 0), int("0b0", 16), int("-0b111", 0), int(-3.9), int(True) § (21, 4660, 4660, 176, -7, -3, 1)
          float("1.5"), float(" Inf".strip()), float(True), float() § (1.5, +inf, 1.0, 0.0)
          max("two", "three", "four"), max("two", "three", "four", key=len), min([3, 1]) § ("two", "three", 1)
          list(range(10, 3, -2)), range(1, 10, 2), range(3)[1], len(range(0, 10, 3)) § ([10, 8, 6, 4], range(1, 10, 2), 1, 4)
          range(0, 3, 2) == range(0, 4, 2), range(5)[1:4:2] == range(1, 4, 2) § (True, True)
          reversed([1, 2]), zip([1, 2], "ab".elems()), zip(), tuple([1]), list({"a": 1}) § ([2, 1], [(1, "a"), (2, "b")], [], (1,), ["a"])
          sorted(["two", "three", "four"], key=len, reverse=True), sorted([3, 1]) § (["three", "four", "two"], [1, 3])
          repr("a\\"\\n\\x01\\\\") § "\\"a\\\\\\"\\\\n\\\\x01\\\\\\\\\\""
          dir([]) § ["append", "clear", "extend", "index", "insert", "pop", "remove"]
          range(10)[::3], range(10)[5:2], range(0, 20, 3)[1:4], range(10)[::-1], list(range(10)[::-4]) § (range(0, 10, 3), range(5, 2), range(3, 12, 3), range(9, -1, -1), [9, 5, 1])
          [].append == [].append, [m == m for m in [[].append]], len == len, {len: 1}[len] § (False, [True], True, 1)
          1.0 % -0.5, -1.0 % 0.5, 6 % -2.0, -0.0 % 5 § (-0.0, 0.0, -0.0, 0.0)
          # Built-in methods
          "hello, world!".capitalize(), "hElLo".title(), "aß".upper(), "Ab".lower() § ("Hello, world!", "Hello", "ASS", "ab")
          "hello, world!".count("o", 7, 12), "abc".count(""), "bonbon".find("on", 2), "bonbon".rfind("on", None, 5) § (1, 4, 4, 1)
          "filename.sky".endswith(".sky", 9, 12), "foo.cc".endswith((".cc", ".h")), "abc".startswith("bc", 1) § (False, True, True)
          "a{x}b{y}c{}".format(1, x=2, y=3), "({1}, {0})".format("z", "o"), "{{}}".format() § ("a2b3c1", "(o, z)", "{}")
          "Catch-22".isalnum(), "123".isdigit(), "\\r\\t\\n".isspace(), "Hello, World!".istitle(), "HAL-9000".isupper(), "123".islower() § (False, True, True, True, True, False)
          ", ".join(["one", "two"]), "a".join("ctm".elems()) § ("one, two", "catam")
          "   hello  ".strip("h o"), "\\n hello  ".lstrip(), "  hello\\r ".rstrip() § ("ell", "hello  ", "  hello")
          "one/two/three".partition("/"), "one/two/three".rpartition("/"), "a".partition("/"), "a".rpartition("/") § (("one", "/", "two/three"), ("one/two", "/", "three"), ("a", "", ""), ("", "", "a"))
          "banana".replace("a", "o", 2), "ab".replace("", "-"), "banana".removeprefix("ban"), "banana".removesuffix("na") § ("bonona", "-a-b-", "ana", "bana")
          "one two  three".split(), "one two  three".split(" "), "one two  three".split(None, 1), "one two  three".rsplit(None, 1) § (["one", "two", "three"], ["one", "two", "", "three"], ["one", "two  three"], ["one two", "three"])
          "banana".split("n", 1), "banana".rsplit("n", 1), "".split("a"), "  ".split() § (["ba", "ana"], ["bana", "a"], [""], [])
          "A\\nB\\rC\\r\\nD".splitlines(), "one\\n\\ntwo".splitlines(True) § (["A", "B", "C", "D"], ["one\\n", "\\n", "two"])
          set([1, 2, 3]).difference([0, 1], [3, 4]), set([1]).union([2], {3: 4}), set([1, 2]).isdisjoint([3]), set([1]).issubset([1, 2]), set([1, 2]).issuperset([1]) § (set([2]), set([1, 2, 3]), True, True, True)
          b"ABC".elems(), list(b"AB".elems()), "ab".elems() § (b"ABC".elems(), [65, 66], "ab".elems())
          """)
  void evaluates(String expression, String expected) {
    if (expected.startsWith("!")) {
      fails("x = " + expression, expected.substring(1));
    } else {
      Run run = run();
      Program program = read("x = (" + expression + ")");
      assertEquals(expected, Printer.repr(run, program.run(run).get("x")), expression);
    }
  }

  /** Each line is a module and what is wrong with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          x = 1|x = 2 § cannot reassign global x declared at line 1
          x = 1|x += 1 § cannot reassign global
          x = 1|def x(): pass § cannot reassign global
          def f(): return g § undefined: g
          print(x)|x = 1 § global variable x referenced before assignment
          def f():|  print(x)|  x = 1|f() § local variable x referenced before assignment
          x = [1 // 0 for x in [1] for y in z for z in ()] § local variable z referenced before assignment
          if True: pass § not within a function
          for x in []: pass § not within a function
          return 1 § not within a function
          def f():|  break § not in a loop
          while True: pass § while
          def f():|  load("a", "b") § load statement within a function
          load("a") § at least 1 symbol
          load("a", "_b") § not exported
          load("a", "x-y") § is no name
          load("a", z="1x") § is no name
          load("a", "if") § is no name
          def f(x): return f(x)|f(1) § called recursively
          def f(): return g()|def g(): return f()|f() § called recursively
          x = 1 < 2 < 3 § does not associate
          x = "a" "b" § want an operator
          x = f"a" § got
          x = {1} § want ':'
          x = (y for y in []) § want ')'
          x = 1, § trailing comma
          x = 1 is 1 § got 'is'
          x = a := 1 § got ':='
          x = 2 ** 2 § only for arguments
          x = [1][0:1] = 1 § want the end of the line
          x = yield § yield
          try: pass § reserved
          class A: pass § reserved
          x = None.f § has no .f field
          def f(a, a): pass § duplicate parameter
          def f(a=1, b): pass § required parameter may not follow optional
          def f(**k, a): pass § may not follow **k
          def f(*a, *b): pass § multiple *
          def f(*): pass § bare *
          f = len(x=1, x=2) § is repeated
          f = len(*[], *[]) § multiple *args
          f = len(**{}, *[]) § may not follow **kwargs
          (lambda x: x)(1, 2) § accepts 1 positional argument (2 given)
          (lambda x, y: x)() § missing 2 arguments (x, y)
          (lambda x: x)(y=1) § unexpected keyword argument "y"
          (lambda x: x)(1, x=1) § multiple values for parameter "x"
          (lambda x: x)(x=1, **{"x": 2}) § multiple values
          (lambda: 0)(1) § accepts no arguments (1 given)
          (lambda: 0)(*1) § must be iterable
          (lambda: 0)(**[1]) § must be a mapping
          (lambda: 0)(**{1: 2}) § keywords must be strings
          x = {"a": 1, "a": 2} § duplicate key
          x = {[]: 1} § unhashable
          x = {range(1): 1} § unhashable
          x = set([[1]]) § unhashable
          x = {}["a"] § not in dict
          x = [][0] § out of range
          x = (1,)[1] § out of range
          x = ""["a"] § want int
          x = [1][::0] § cannot be zero
          x = 1 + "a" § unknown binary op: int + string
          x = [] + () § unknown binary op: list + tuple
          x = 1 + True § unknown binary op: int + bool
          x = -"a" § unknown unary op
          x = 1 // 0 § division by zero
          x = 1 % 0 § division by zero
          x = 1.0 / 0 § division by zero
          x = 1 << -1 § negative shift
          x = float(1 << 2000) § too large
          x = 1e400 § too large
          x = 1 < "a" § not implemented
          x = {} < {} § not implemented
          x = set() < set() § not implemented
          x = 1 in "a" § requires string
          x = 1 in 1 § unknown binary op
          x = "a" in range(1) § requires an int
          x = [y for y in "abc"] § not iterable
          x = [y for y in 1, 2] § want
          x = list("abc") § not iterable
          x, y = 1 § got int in sequence assignment
          x, y = 1, 2, 3 § too many values
          (x, y) = [1] § too few values
          x = [1]; x.f = 1 § can't assign
          x = (1,)|x[0] = 2 § does not support item assignment
          x = "a"|x[0] = "b" § does not support item assignment
          x = "%s" % (1, 2) § too many arguments
          x = "%s %s" % 1 § not enough arguments
          x = "%y" % 1 § unknown conversion
          x = "%d" % "a" § requires integer
          x = "%d" % True § requires integer
          x = "%" % 1 § incomplete format
          x = "%5d" % 1 § unknown conversion %5
          x = "{}".format() § out of range
          x = "{a}".format() § not found
          x = "{".format() § unmatched
          x = "}".format() § single '}'
          x = "{}{0}".format(1) § manual
          x = "{a.b}".format(a=1) § not supported
          x = "{:3}".format(1) § not supported
          x = "\\q" § invalid escape
          x = "\\x80" § non-ASCII hex
          x = "\\ud800" § invalid Unicode code point
          x = b"\\400" § out of range
          x = "\\x1" § truncated
          x = 0o8 § invalid
          x = 012 § octal
          Ⅷ = 1 § unexpected character U+2167
          é = 1 § unexpected character U+0301
          a· = 1 § unexpected character U+00B7
          x = len(1) § has no len
          x = int("0x1") § invalid literal
          x = int("1", 1) § base must be
          x = int(1.5, 10) § explicit base
          x = int("") § invalid literal
          x = int("+-1") § invalid literal
          x = int(float("nan")) § cannot convert
          x = int(None) § got NoneType
          x = max([]) § empty
          x = sorted([1, "a"]) § not implemented
          x = sorted([1], key=None) § want callable
          x = sorted([2, 1], len, True) § at most 1 positional
          x = sorted([2, 1], None, False) § at most 1 positional
          x = range(1, 2, 0) § must not be zero
          x = zip(1) § not iterable
          x = dict([1]) § not iterable
          x = dict([(1,)]) § length 1
          x = bytes([256]) § out of range
          x = bytes(1) § got int
          x = hash(1) § want string or bytes
          x = "a".split("") § empty separator
          x = "a".index("b") § substring not found
          x = "a".join([1]) § want string
          x = "a".startswith(1) § want string
          x = "a".splitlines(1) § want bool
          x = [].pop() § empty list
          x = [1].remove(2) § not found
          x = [1].index(2) § not in list
          x = {}.popitem() § empty dict
          x = {}.pop(1) § missing key
          x = set().pop() § empty set
          x = set([1]).remove(2) § not found
          x = [1].sort() § no .sort field
          x = "a".casefold() § no .casefold field
          x = sum([1]) § undefined: sum
          x = isinstance(1, int) § undefined: isinstance
          fail("oops", 1, False) § fail: oops 1 False
          """)
  void refuses(String module, String problem) {
    fails(module.replace('|', '\n'), problem);
  }

  static void fails(String module, String problem) {
    String message;
    try {
      run(read(module));
      message = "it ran";
    } catch (ScriptSyntax wrong) {
      message = wrong.getMessage();
    } catch (StarError wrong) {
      message = wrong.getMessage();
      assertTrue(wrong.line() > 0 && wrong.column() > 0, module);
    }
    assertTrue(message.contains(problem), module + ": " + message);
  }

  static Program read(String module) {
    return Program.read(module, Dialect.STARLARK, Builtins.UNIVERSE, Map.of(), List.of());
  }

  static void run(Program program) {
    program.run(run());
  }

  static Run run() {
    return run(Dialect.STARLARK);
  }

  static Run run(Dialect dialect) {
    ScriptUsage usage = new ScriptUsage();
    usage.start(LIMITS);
    return new Run(
        dialect,
        new Meter(usage, LIMITS),
        new ScriptLog(),
        new ScriptReads(),
        new Patterns(),
        module -> Map.of());
  }
}
