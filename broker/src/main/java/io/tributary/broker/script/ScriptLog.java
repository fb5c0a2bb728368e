package io.tributary.broker.script;

import java.util.ArrayList;
import java.util.List;

/** What one evaluation says to its author, bounded. For one thread. */
public final class ScriptLog {
  /** Of all lines of an evaluation together, in characters. */
  static final int LARGEST = 8 << 10;

  private static final String LEFT_OUT = "… (more was said and left out)";

  private final List<String> lines = new ArrayList<>();
  private int left = LARGEST;

  /** Forgets what the evaluation before has said. */
  public void start() {
    lines.clear();
    left = LARGEST;
  }

  /**
   * Takes one line. Whoever writes it bounds the text first; what is over the size of the log is
   * cut, and noted once.
   */
  public void add(String line) {
    if (left < 0) {
      return;
    }
    // A line counts at least one, or empty ones would never end.
    int size = line.length() + 1;
    if (size <= left) {
      lines.add(line);
      left -= size;
      return;
    }
    if (left > 0) {
      lines.add(cut(line, left));
    }
    lines.add(LEFT_OUT);
    left = -1;
  }

  /** In the order said. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Never in the middle of a character of two. */
  private static String cut(String line, int length) {
    int end = Math.min(length, line.length());
    return line.substring(
        0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }
}
