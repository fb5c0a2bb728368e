package io.tributary.platform.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.LongFunction;

/**
 * The queue between those who log and the stream, and the thread that empties it.
 *
 * <p>A full queue drops lines and counts them: a stalled pipe must neither hold an event loop nor
 * fill the memory. How many were dropped is the first thing written when there is room again.
 */
final class LogWriter {
  static final int MAX_LINES = 4096;
  static final int MAX_CHARACTERS = 4 * 1024 * 1024;
  private static final long CLOSE_MILLIS = 2000;

  /**
   * How long the thread lets lines come together once one is there. To wake a thread costs more
   * than to write a line, and a busy server writes thousands in a second.
   */
  private static final long GATHER_MILLIS = 5;

  private final OutputStream out;
  private final LongFunction<String> droppedLine;
  private final Thread thread;
  private final ArrayDeque<String> queue = new ArrayDeque<>();
  private long characters;
  private long droppedUnreported;
  private long droppedTotal;
  private boolean writing;

  /** The thread waits for a line; while it gathers, or writes, nobody needs to wake it. */
  private boolean idle;

  /** Somebody waits for what is queued. */
  private boolean hurry;

  private boolean closed;

  /**
   * @param droppedLine the line that tells how many were dropped
   */
  LogWriter(OutputStream out, LongFunction<String> droppedLine) {
    this.out = out;
    this.droppedLine = droppedLine;
    this.thread = new Thread(this::run, "log");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void offer(String line) {
    if (closed || queue.size() >= MAX_LINES || characters + line.length() > MAX_CHARACTERS) {
      droppedTotal++;
      droppedUnreported++;
      return;
    }
    queue.add(line);
    characters += line.length();
    if (idle || crowded()) {
      idle = false;
      notifyAll();
    }
  }

  /** Half full: time to write, whatever else may come. */
  private boolean crowded() {
    return queue.size() >= MAX_LINES / 2 || characters >= MAX_CHARACTERS / 2;
  }

  synchronized long dropped() {
    return droppedTotal;
  }

  /** Waits until what is queued now is written, at most for a moment. */
  synchronized void flush() {
    long end = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
    hurry = true;
    notifyAll();
    try {
      while ((writing || !queue.isEmpty()) && thread.isAlive()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    flush();
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(CLOSE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (String batch = next(); batch != null; batch = next()) {
        write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String batch) {
    try {
      out.write(batch.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      long lines = batch.chars().filter(c -> c == '\n').count();
      synchronized (this) {
        droppedTotal += lines;
        droppedUnreported += lines;
      }
    }
  }

  /** Returns early for whoever waits, and before the queue is so full that lines are lost. */
  private void gather() throws InterruptedException {
    long end = System.nanoTime() + GATHER_MILLIS * 1_000_000;
    for (long left = end - System.nanoTime();
        left > 0 && !hurry && !closed && !crowded();
        left = end - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
  }

  /** All lines that wait, as one piece; {@code null} at the end. */
  private synchronized String next() throws InterruptedException {
    writing = false;
    notifyAll();
    while (queue.isEmpty()) {
      if (closed) {
        return null;
      }
      idle = true;
      hurry = false;
      wait();
    }
    idle = false;
    gather();
    StringBuilder batch = new StringBuilder();
    if (droppedUnreported > 0) {
      batch.append(droppedLine.apply(droppedUnreported)).append('\n');
      droppedUnreported = 0;
    }
    for (String line = queue.poll(); line != null; line = queue.poll()) {
      batch.append(line).append('\n');
    }
    characters = 0;
    writing = true;
    return batch.toString();
  }
}
