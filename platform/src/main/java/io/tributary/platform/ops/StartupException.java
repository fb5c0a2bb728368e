package io.tributary.platform.ops;

/**
 * Why a program cannot start, in one sentence for the person at the terminal: {@code main} prints
 * the message, without a stack trace, and exits with 1.
 */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartupException(String sentence) {
    super(sentence);
  }

  public StartupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
