package io.tributary.broker.script.starlark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is written, reading it ends in a program or a {@code ScriptSyntax}, and running that in
 * a result or a {@code ScriptFailure} that is no fault of the engine. Seeds are fixed, so that a
 * failure comes again.
 */
final class RandomProgramTest {
  private static final Limits SMALL =
      Limits.DEFAULT.withTime(Duration.ofSeconds(20)).withSteps(20_000);

  private static final List<String> WORDS =
      List.of(
          "if",
          "else",
          "elif",
          "for",
          "in",
          "not",
          "and",
          "or",
          "while",
          "def",
          "return",
          "lambda",
          "try",
          "except",
          "finally",
          "raise",
          "is",
          "del",
          "pass",
          "break",
          "continue",
          "nonlocal",
          "a",
          "b",
          "claims",
          "user",
          "f",
          "x",
          "1",
          "0",
          "1.5",
          "\"s\"",
          "b\"y\"",
          "f\"{a}\"",
          "r'\\d'",
          "'''t\n'''",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ";",
          ".",
          "=",
          "==",
          "+=",
          "+",
          "-",
          "*",
          "**",
          "/",
          "//",
          "%",
          "|",
          "&",
          "^",
          "~",
          "<<",
          ">>",
          "<",
          ">=",
          ":=",
          "\n",
          "\n  ",
          "\n    ",
          " ",
          "\\\n",
          "#c\n",
          "\t",
          "é",
          "\u0000",
          "$",
          "0x",
          "1e",
          "@",
          "->");

  private static final List<String> METHODS =
      List.of(
          "append",
          "extend",
          "pop",
          "sort",
          "reverse",
          "get",
          "items",
          "keys",
          "update",
          "split",
          "join",
          "format",
          "replace",
          "strip",
          "find",
          "rfind",
          "count",
          "upper",
          "title",
          "zfill",
          "encode",
          "decode",
          "elems",
          "add",
          "union",
          "filter",
          "exclude",
          "all",
          "values_list",
          "order_by",
          "first",
          "name",
          "ak_groups",
          "args",
          "hex",
          "center",
          "splitlines",
          "index",
          "insert",
          "remove",
          "clear",
          "partition",
          "isidentifier",
          "casefold",
          "distinct",
          "values");

  private static final List<String> FUNCTIONS =
      PythonBuiltins.UNIVERSE.keySet().stream().sorted().toList();

  private final ScriptRoom room = new StarlarkLanguage().open();
  private Random random = new Random();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void randomWordsAreReadOrRefused(int seed) {
    random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder script = new StringBuilder();
      int length = 1 + random.nextInt(40);
      for (int word = 0; word < length; word++) {
        script.append(pick(WORDS)).append(random.nextBoolean() ? " " : "");
      }
      run(script.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8})
  void randomProgramsRunOrFail(int seed) {
    random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder script =
          new StringBuilder("a = [1, 2]\nb = {'k': a}\nf = lambda *p, **q: p\nx = 's'\n");
      int statements = 1 + random.nextInt(6);
      for (int statement = 0; statement < statements; statement++) {
        // An error ends one statement, not the program.
        script
            .append("try:\n")
            .append(statement(1))
            .append("except Exception as e:\n  x = str(e)\n");
      }
      run(script + "return {'a': a, 'x': x, 'b': b}\n");
    }
  }

  private void run(String script) {
    try {
      new StarlarkLanguage().check(Expressions.text(script));
    } catch (ScriptSyntax refused) {
      assertTrue(refused.line() > 0 && refused.column() > 0, script);
      return;
    }
    try {
      Expressions.run(room, script, SMALL);
    } catch (ScriptFailure failure) {
      assertTrue(
          !failure.getMessage().contains("stopped the engine")
              && failure.reason() != ScriptFailure.Reason.TIME,
          failure.getMessage() + " in\n" + script);
    }
  }

  private String statement(int depth) {
    String indent = "  ".repeat(depth);
    if (depth > 2) {
      return indent + "x = " + expression(0) + "\n";
    }
    return switch (random.nextInt(10)) {
      case 0 -> indent + "if " + expression(0) + ":\n" + statement(depth + 1);
      case 1 -> indent + "for x in " + expression(0) + ":\n" + statement(depth + 1);
      case 2 ->
          indent
              + "try:\n"
              + statement(depth + 1)
              + indent
              + "except Exception as e:\n"
              + indent
              + "  x = str(e)\n";
      case 3 -> indent + "def f(a, b=1, *p, **q):\n" + statement(depth + 1);
      case 4 ->
          indent + pick(List.of("a", "b", "x", "a[0]", "b['k']")) + " += " + expression(0) + "\n";
      case 5 ->
          indent
              + pick(List.of("a", "b", "x", "a[0]", "b[x]", "(a, x)"))
              + " = "
              + expression(0)
              + "\n";
      default -> indent + "x = " + expression(0) + "\n";
    };
  }

  private String expression(int depth) {
    if (depth > 4) {
      return pick(
          List.of(
              "a",
              "b",
              "x",
              "1",
              "-1",
              "'t'",
              "b'u'",
              "None",
              "True",
              "1.5",
              "2 ** 40",
              "user",
              "claims",
              "set()",
              "range(9)"));
    }
    return switch (random.nextInt(14)) {
      case 0, 1 ->
          "("
              + expression(depth + 1)
              + pick(
                  List.of(
                      " + ", " * ", " % ", " - ", " // ", " | ", " & ", " < ", " == ", " in ",
                      " and ", " or ", " is ", " ** ", " << "))
              + expression(depth + 1)
              + ")";
      case 2 -> "[" + expression(depth + 1) + ", " + expression(depth + 1) + "]";
      case 3 -> "{" + expression(depth + 1) + ": " + expression(depth + 1) + "}";
      case 4, 5, 6 ->
          "(" + expression(depth + 1) + ")." + pick(METHODS) + "(" + arguments(depth) + ")";
      case 7 -> pick(FUNCTIONS) + "(" + arguments(depth) + ")";
      case 8 -> "[x for x in " + expression(depth + 1) + " if " + expression(depth + 1) + "]";
      case 9 -> "(" + expression(depth + 1) + ")[" + expression(depth + 1) + "]";
      case 10 ->
          "("
              + expression(depth + 1)
              + ")["
              + expression(depth + 2)
              + ":"
              + expression(depth + 2)
              + "]";
      case 11 ->
          "("
              + expression(depth + 1)
              + " if "
              + expression(depth + 1)
              + " else "
              + expression(depth + 1)
              + ")";
      case 12 ->
          "f'{"
              + pick(List.of("a", "x", "b", "user"))
              + pick(List.of("", "!r", ":>5", ":d", ":.2f", ":,"))
              + "}'";
      default -> expression(9);
    };
  }

  private String arguments(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1, 2 -> expression(depth + 1);
      case 3 -> expression(depth + 1) + ", " + expression(depth + 1);
      case 4 -> "*" + expression(depth + 1) + ", **" + expression(depth + 1);
      default -> expression(depth + 1) + ", key=" + expression(depth + 1);
    };
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
