package io.tributary.platform.launch;

/** With what a program ends. */
public final class ExitStatus {
  public static final int DONE = 0;

  /** What went wrong was said in one sentence on standard error. */
  public static final int FAILED = 1;

  public static final int USAGE = 2;

  private ExitStatus() {}
}
