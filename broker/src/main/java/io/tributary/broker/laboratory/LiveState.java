package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is live, as texts, at one moment.
 *
 * @param revision another one after each change
 */
record LiveState(long revision, List<Live> live, List<Beside> canaries) {

  /** A live mapping and the version by which it is known. */
  record Live(String version, MappingSource source) {}

  /**
   * A draft that runs beside what is live.
   *
   * @param source empty: the mapping shall be taken out
   * @param share of the logins, in hundredths of a percent
   * @param subjects whose logins are always among them
   */
  record Beside(
      String name,
      long draft,
      Optional<MappingSource> source,
      int share,
      Set<String> subjects,
      Instant endsAt) {}

  Optional<String> version(String name) {
    return live.stream()
        .filter(one -> one.source().name().equals(name))
        .map(Live::version)
        .findFirst();
  }

  List<MappingSource> sources() {
    return live.stream().map(Live::source).toList();
  }
}
