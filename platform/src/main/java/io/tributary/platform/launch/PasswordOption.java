package io.tributary.platform.launch;

import io.tributary.platform.config.Secret;
import io.tributary.platform.config.SecretFile;
import io.tributary.platform.config.UnreadableValue;
import io.tributary.platform.ops.StartupException;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * A password from a file, else from the variable of the program, else from the terminal; never from
 * the command line, which others can see.
 */
public final class PasswordOption {
  private final Map<String, String> environment;
  private final String variable;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with the password; its last line break is dropped. - is standard input.")
  private Path file;

  PasswordOption(Map<String, String> environment, String variable) {
    this.environment = environment;
    this.variable = variable;
  }

  /**
   * May wait for a person.
   *
   * @throws StartupException when there is none, or it is empty
   */
  public Secret read() {
    if (file != null) {
      return fromFile();
    }
    String given = environment.get(variable);
    if (given == null) {
      return ask();
    }
    if (given.isEmpty()) {
      // Somebody meant to set it: the terminal would be a surprise in a script.
      throw new StartupException("The variable " + variable + " is empty.");
    }
    return new Secret(given);
  }

  private Secret fromFile() {
    try {
      return file.toString().equals("-") ? SecretFile.read(System.in) : SecretFile.read(file);
    } catch (UnreadableValue unreadable) {
      throw new StartupException("--password-file " + unreadable.getMessage() + ".", unreadable);
    }
  }

  // A JDK 22 or newer has a console without a terminal too; reading from it is what one wants
  // there.
  @SuppressWarnings("SystemConsoleNull")
  private Secret ask() {
    Console console = System.console();
    if (console == null) {
      throw new StartupException(
          "There is no terminal to ask on: use --password-file or the variable " + variable + ".");
    }
    char[] once = console.readPassword("Password: ");
    char[] again = console.readPassword("Again: ");
    if (once == null || !Arrays.equals(once, again)) {
      throw new StartupException("The two passwords differ; nothing was changed.");
    }
    return new Secret(new String(once));
  }
}
