package io.tributary.platform.db;

/** The database cannot be reached, or its bounded queue is full: answer 503, ask to come again. */
public final class DatabaseUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
