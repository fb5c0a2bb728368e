package io.tributary.broker.replay;

import io.vertx.core.Future;

/** Hears how far a replay is, on its event loop. */
public interface ReplayListener {
  ReplayListener NONE =
      new ReplayListener() {
        @Override
        public void progress(long done, long all) {}

        @Override
        public void hit(PersonDifference person) {}
      };

  /**
   * @param done people
   * @param all as far as was known at the start
   */
  void progress(long done, long all);

  /** Of each person who is hit, or of whom nobody can say; in the order of the reading. */
  void hit(PersonDifference person);

  /**
   * Before more people are read: who passes on what is found may be slower than it is found.
   *
   * @return failed when nobody listens any more; then the replay ends, failed likewise
   */
  default Future<Void> ready() {
    return Future.succeededFuture();
  }
}
