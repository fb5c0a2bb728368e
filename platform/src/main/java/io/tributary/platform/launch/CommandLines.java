package io.tributary.platform.launch;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;

/**
 * Every command line but that of {@code serve}. Exit status: 0 done, 1 failed with one sentence on
 * standard error, 2 wrong usage.
 */
public final class CommandLines {
  private CommandLines() {}

  /**
   * Runs the command that the arguments name. Commands take {@link ConfigOption} and {@link
   * PasswordOption} as mixins; the variable with a password is {@code <PROGRAM>_PASSWORD}.
   *
   * @param commands with the annotations of the command-line library
   * @return the exit status
   */
  public static int run(
      String program, Object commands, String[] arguments, Map<String, String> environment) {
    String variable = program.toUpperCase(Locale.ROOT) + "_PASSWORD";
    CommandLine line = new CommandLine(commands, new Options(environment, variable));
    CommandLinesHelp.showIn(line);
    return line.setExecutionExceptionHandler(CommandLines::failed).execute(arguments);
  }

  private static int failed(Exception failure, CommandLine command, ParseResult arguments) {
    String cause =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    Sentences.of(failure, "It failed: " + cause).forEach(command.getErr()::println);
    return ExitStatus.FAILED;
  }

  /** Gives the process's variables to the options that need them. */
  private record Options(Map<String, String> environment, String variable) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == ConfigOption.class) {
        return type.cast(new ConfigOption(environment));
      }
      if (type == PasswordOption.class) {
        return type.cast(new PasswordOption(environment, variable));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
