package io.tributary.broker.replay;

import io.tributary.broker.recording.RecordedPeople;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Somebody's people, some at a time; read by one reader, who waits for each answer. */
@FunctionalInterface
interface People {

  /** Empty: there are no more. */
  Future<Optional<RecordedPeople.Batch>> next();

  /** First these, then those. */
  static People all(List<People> each) {
    Deque<People> left = new ArrayDeque<>(each);
    return new People() {
      @Override
      public Future<Optional<RecordedPeople.Batch>> next() {
        if (left.isEmpty()) {
          return Future.succeededFuture(Optional.empty());
        }
        return left.peek()
            .next()
            .compose(
                batch -> {
                  if (batch.isPresent()) {
                    return Future.succeededFuture(batch);
                  }
                  left.pop();
                  return next();
                });
      }
    };
  }
}
