package io.tributary.inventory.resource;

import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** What came of writing an object. */
public sealed interface Saved {
  <T> T fold(
      LongFunction<T> done, Function<Problem, T> refused, Supplier<T> stale, Supplier<T> inUse);

  /** It is written, and logged with it. */
  record Done(long id) implements Saved {
    @Override
    public <T> T fold(
        LongFunction<T> done, Function<Problem, T> refused, Supplier<T> stale, Supplier<T> inUse) {
      return done.apply(id);
    }
  }

  /** A constraint of the table holds against it. */
  record Refused(Problem problem) implements Saved {
    @Override
    public <T> T fold(
        LongFunction<T> done, Function<Problem, T> refused, Supplier<T> stale, Supplier<T> inUse) {
      return refused.apply(problem);
    }
  }

  /** Somebody changed or deleted it since it was shown. */
  record Stale() implements Saved {
    @Override
    public <T> T fold(
        LongFunction<T> done, Function<Problem, T> refused, Supplier<T> stale, Supplier<T> inUse) {
      return stale.get();
    }
  }

  /** Another object refers to it. */
  record InUse() implements Saved {
    @Override
    public <T> T fold(
        LongFunction<T> done, Function<Problem, T> refused, Supplier<T> stale, Supplier<T> inUse) {
      return inUse.get();
    }
  }
}
