package io.tributary.broker.script.starlark;

import io.tributary.broker.script.LimitError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What test files check with, and what they found. */
final class SuiteChecks {
  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return problems;
  }

  Map<String, Native> functions() {
    return Native.table(
        Native.of("assert_eq", "x y", this::equal),
        Native.of("assert_ne", "x y", this::unequal),
        Native.of("assert_", "x msg?", this::truth),
        Native.of("assert_true", "x msg?", this::truth),
        Native.of(
            "assert_false",
            "x msg?",
            (run, self, a) -> truth(run, self, new Object[] {!Compare.truth(a[0]), a[1]})),
        Native.of("assert_lt", "x y", this::less),
        Native.of("assert_fails", "f pattern", this::fails),
        Native.of("freeze", "x", this::freeze));
  }

  /** What starlark-go has besides; a file that asks for it can still be read. */
  static Map<String, Object> others() {
    Map<String, Object> others = new HashMap<>();
    for (String name : List.of("hasfields", "fibonacci", "struct", "json", "bytes_type")) {
      others.put(
          name,
          function(
              name,
              "",
              (run, self, a) -> {
                throw StarError.value("not in the specification: " + name);
              }));
    }
    others.put("chr", PythonBuiltins.UNIVERSE.get("chr"));
    others.put("ord", PythonBuiltins.UNIVERSE.get("ord"));
    return others;
  }

  Map<String, Object> module(String name) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("eq", function("eq", "x y", this::equal));
    fields.put("ne", function("ne", "x y", this::unequal));
    fields.put("true", function("true", "cond= msg?=", this::truth));
    fields.put("lt", function("lt", "x y", this::less));
    fields.put("contains", function("contains", "x y", this::contains));
    fields.put("fails", function("fails", "f pattern", this::fails));
    fields.put(
        "fail", function("fail", "message", (run, self, a) -> problem(Printer.str(run, a[0]))));
    return Map.of("asserts", new Module(fields), "freeze", function("freeze", "x", this::freeze));
  }

  private static Builtin function(String name, String signature, Native.Code code) {
    return new Builtin(Native.of(name, signature, code), null);
  }

  private Object problem(String text) {
    problems.add(text);
    return None.NONE;
  }

  private Object equal(Run run, Object self, Object[] a) {
    boolean close =
        a[0] instanceof Double one
            && a[1] instanceof Double other
            && Math.abs(one - other) <= Math.ulp(one);
    return close || Compare.equal(run, a[0], a[1])
        ? None.NONE
        : problem(Printer.repr(run, a[0]) + " != " + Printer.repr(run, a[1]));
  }

  private Object unequal(Run run, Object self, Object[] a) {
    return Compare.equal(run, a[0], a[1])
        ? problem(Printer.repr(run, a[0]) + " == " + Printer.repr(run, a[1]))
        : None.NONE;
  }

  private Object truth(Run run, Object self, Object[] a) {
    return Compare.truth(a[0])
        ? None.NONE
        : problem(a[1] == null ? "assertion failed" : Printer.str(run, a[1]));
  }

  private Object less(Run run, Object self, Object[] a) {
    return Compare.order(run, a[0], a[1], "<") < 0 ? None.NONE : problem("is not less");
  }

  private Object contains(Run run, Object self, Object[] a) {
    return Comparison.Sign.IN.holds(run, a[1], a[0])
        ? None.NONE
        : problem(Printer.repr(run, a[0]) + " does not contain " + Printer.repr(run, a[1]));
  }

  private Object fails(Run run, Object self, Object[] a) {
    String pattern = (String) a[1];
    try {
      Callable.call(run, a[0], Arguments.NONE);
    } catch (StarError thrown) {
      return StarlarkSuite.matches(pattern, thrown.getMessage())
          ? None.NONE
          : problem(
              thrown.line()
                  + ": regular expression ("
                  + pattern
                  + ") did not match error ("
                  + thrown.getMessage()
                  + ")");
    } catch (LimitError reached) {
      return StarlarkSuite.matches(pattern, reached.getMessage())
          ? None.NONE
          : problem(
              "regular expression ("
                  + pattern
                  + ") did not match limit ("
                  + reached.getMessage()
                  + ")");
    }
    return problem("evaluation succeeded unexpectedly (want error matching " + pattern + ")");
  }

  private Object freeze(Run run, Object self, Object[] a) {
    Freezable.deeply(a[0]);
    return a[0];
  }

  /** {@code assert}. */
  private record Module(Map<String, Object> fields) implements Value {
    private static final Type TYPE =
        new Type("module") {
          @Override
          void write(Printer out, Object value) {
            out.put("<module>");
          }

          @Override
          Object field(Run run, Object value, String called) {
            return ((Module) value).fields.get(called);
          }
        };

    @Override
    public Type type() {
      return TYPE;
    }
  }
}
