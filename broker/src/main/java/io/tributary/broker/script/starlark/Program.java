package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A script, read and resolved; it holds nothing of any evaluation. */
final class Program {
  private static final int LARGEST = 64 << 10;

  private final FunctionCode code;
  private final List<String> parameters;
  private final boolean[] used;
  private final List<String> globals;

  private Program(
      FunctionCode code, List<String> parameters, boolean[] used, List<String> globals) {
    this.code = code;
    this.parameters = parameters;
    this.used = used;
    this.globals = globals;
  }

  /**
   * Reads a mapping.
   *
   * @throws ScriptSyntax when it cannot be run
   */
  static Program mapping(ScriptText script) {
    if (script.body().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new ScriptSyntax("a script has at most " + LARGEST + " bytes", 1, 1);
    }
    return read(
        script.body(),
        Dialect.EXPRESSION,
        PythonBuiltins.UNIVERSE,
        AuthentikFunctions.REFUSED,
        script.parameters());
  }

  /**
   * Reads a script of any dialect.
   *
   * @param universe the names that it knows
   * @param parameters the names that it is given, where a script is a function's body
   */
  static Program read(
      String source,
      Dialect dialect,
      Map<String, Object> universe,
      Map<String, String> refused,
      List<String> parameters) {
    try {
      Statements.Block body = parse(source, dialect);
      return resolved(body, dialect, universe, refused, parameters);
    } catch (StackOverflowError deep) {
      throw new ScriptSyntax("expressions are nested too deeply", 1, 1);
    }
  }

  static Statements.Block parse(String source, Dialect dialect) {
    return new StatementParser(new Tokens(Lexer.read(source, dialect)), dialect).script();
  }

  static Program resolved(
      Stmt body,
      Dialect dialect,
      Map<String, Object> universe,
      Map<String, String> refused,
      List<String> parameters) {
    Resolution resolution = new Resolution(dialect, universe, refused);
    FunctionCode code = new FunctionCode("<script>", Parameters.of(parameters), body);
    Scope scope = dialect.body() ? Scope.script(resolution) : Scope.module(resolution);
    code.resolve(scope);
    boolean[] used = new boolean[parameters.size()];
    for (int index = 0; index < used.length; index++) {
      used[index] = scope.isUsed(parameters.get(index));
    }
    return new Program(code, parameters, used, resolution.globals());
  }

  /** Runs a mapping: what it returned. */
  Object run(Run run, ScriptInput input) {
    Frame frame = code.frame(run, new Cell[0], new Object[0]);
    for (int index = 0; index < used.length; index++) {
      Object given = input.of(parameters.get(index));
      if (used[index]) {
        frame.slots[index] = Inputs.value(run, given);
      }
    }
    return code.run(frame);
  }

  /** Runs a module: its global names, frozen. */
  Map<String, Object> run(Run run) {
    Object[] values = new Object[globals.size()];
    Frame frame = code.frame(run, new Cell[0], values);
    code.run(frame);
    Map<String, Object> module = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    for (int index = 0; index < values.length; index++) {
      if (values[index] != null) {
        module.put(globals.get(index), values[index]);
        all.add(values[index]);
      }
    }
    all.forEach(Freezable::deeply);
    return module;
  }
}
