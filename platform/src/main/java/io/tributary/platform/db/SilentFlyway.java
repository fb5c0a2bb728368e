package io.tributary.platform.db;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Flyway's narration does not go into our log of one JSON event a line; what fails is thrown.
 * Public because Flyway makes it by its name.
 */
public final class SilentFlyway implements LogCreator {
  @Override
  public Log createLogger(Class<?> type) {
    return new Silence();
  }

  @SuppressWarnings("deprecation") // the interface still demands isDebugEnabled
  private static final class Silence implements Log {
    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception failure) {}

    @Override
    public void notice(String message) {}
  }
}
