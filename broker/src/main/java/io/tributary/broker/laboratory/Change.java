package io.tributary.broker.laboratory;

import java.util.regex.Pattern;

/**
 * Who changes a mapping, and why: every version, publication and draft keeps it.
 *
 * @param author {@code cli:<unix user>}, {@code files}, or an account's user name
 * @param message 1 to 500 characters on one line
 */
public record Change(String author, String message) {
  /** Whoever put the files of the mappings folder there. */
  public static final String FILES = "files";

  static final int LONGEST = 500;

  /** A line break could pretend to be another entry of a list. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  public Change {
    message = message.strip();
    if (author.isBlank() || author.length() > 200 || UNPRINTABLE.matcher(author).find()) {
      throw LaboratoryException.invalid("The author of a change needs a name of one line.");
    }
    if (message.isEmpty()) {
      throw LaboratoryException.invalid("Say in a message why: nobody remembers later.");
    }
    if (message.length() > LONGEST || UNPRINTABLE.matcher(message).find()) {
      throw LaboratoryException.invalid(
          "The message has to be one line of at most " + LONGEST + " characters.");
    }
  }
}
