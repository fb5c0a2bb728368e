package io.tributary.broker.app;

import io.tributary.broker.replay.PersonDifference;
import io.tributary.broker.replay.ReplayListener;
import java.io.PrintWriter;

/** Tells whoever waits how far it is, once a second. */
final class DiffProgress implements ReplayListener {
  private static final long EVERY = 1_000_000_000L;

  private final PrintWriter err;
  private final DiffOutput output;
  private long last = System.nanoTime();
  private boolean said;

  DiffProgress(PrintWriter err, DiffOutput output) {
    this.err = err;
    this.output = output;
  }

  @Override
  public void progress(long done, long all) {
    if (System.nanoTime() - last > EVERY) {
      last = System.nanoTime();
      said = true;
      err.println("Tried " + done + " of " + all + " …");
      err.flush();
    }
  }

  @Override
  public void hit(PersonDifference person) {
    output.hit(person);
  }

  void end() {
    if (said) {
      err.println("Done.");
    }
    err.flush();
  }
}
