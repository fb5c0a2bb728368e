package io.tributary.broker.app;

import io.tributary.platform.config.Secret;
import io.tributary.platform.ops.StartupException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/**
 * A password from a file or from the terminal; never from the command line, which others can see.
 */
final class PasswordInput {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with the password; its last line break is dropped. - reads a line.")
  private Path file;

  Secret read() {
    if (file == null) {
      return ask();
    }
    try {
      String text =
          file.toString().equals("-")
              ? new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              : Files.readString(file);
      return new Secret(text.replaceAll("\\R$", ""));
    } catch (IOException unreadable) {
      throw new StartupException("The password file " + file + " cannot be read.", unreadable);
    }
  }

  // A JDK 22 or newer has a console without a terminal too; reading from it is what one wants
  // there.
  @SuppressWarnings("SystemConsoleNull")
  private static Secret ask() {
    Console console = System.console();
    if (console == null) {
      throw new StartupException("There is no terminal to ask on: use --password-file.");
    }
    char[] once = console.readPassword("Password: ");
    char[] again = console.readPassword("Again: ");
    if (once == null || !Arrays.equals(once, again)) {
      throw new StartupException("The two passwords differ; nothing was changed.");
    }
    return new Secret(new String(once));
  }
}
