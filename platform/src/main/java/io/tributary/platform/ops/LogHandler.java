package io.tributary.platform.ops;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Brings what libraries log through {@code java.util.logging} (Vert.x, Netty, the PostgreSQL
 * client) into the JSON log as {@code library.reported}. Only a program installs it ({@link
 * #install}), never a service: the root logger belongs to the process.
 */
public final class LogHandler extends Handler {
  private final Log log;
  private final SimpleFormatter formatter = new SimpleFormatter();

  /**
   * @param least records below this level are left out; usually {@link Level#WARNING}
   */
  public LogHandler(Log log, Level least) {
    this.log = log;
    setLevel(least);
  }

  /** Makes the log of a process the only place where its libraries' warnings go. */
  public static void install(Log log) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.addHandler(new LogHandler(log, Level.WARNING));
    root.setLevel(Level.WARNING);
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    entry(record.getLevel())
        .with("logger", record.getLoggerName())
        .with("message", message(record))
        .cause(record.getThrown())
        .write();
  }

  private LogEntry entry(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return log.error("library.reported");
    }
    return level.intValue() >= Level.WARNING.intValue()
        ? log.warn("library.reported")
        : log.info("library.reported");
  }

  private String message(LogRecord record) {
    try {
      return formatter.formatMessage(record);
    } catch (RuntimeException e) {
      return record.getMessage(); // an argument that cannot print itself must not lose the record
    }
  }

  @Override
  public void flush() {
    log.flush();
  }

  /** Does not close the log, which does not belong to it. */
  @Override
  public void close() {
    flush();
  }
}
