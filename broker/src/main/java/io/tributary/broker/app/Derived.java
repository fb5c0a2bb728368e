package io.tributary.broker.app;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What follows from the live mappings, worked out once for each set of them. */
final class Derived<T> implements Supplier<T> {
  private final Supplier<MappingSet> live;
  private final Function<List<Mapping>, T> work;
  private volatile Known<T> known;

  private record Known<T>(MappingSet of, T value) {}

  Derived(Supplier<MappingSet> live, Function<List<Mapping>, T> work) {
    this.live = live;
    this.work = work;
    this.known = make(live.get());
  }

  private Known<T> make(MappingSet set) {
    return new Known<>(set, work.apply(set.mappings()));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Another set of equal mappings is worked out again.
  public T get() {
    MappingSet now = live.get();
    Known<T> last = known;
    if (last.of() != now) {
      last = make(now);
      known = last;
    }
    return last.value();
  }
}
