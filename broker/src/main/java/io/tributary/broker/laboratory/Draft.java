package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import java.time.Instant;
import java.util.Optional;

/**
 * What a mapping shall become. There is one draft of a mapping at a time.
 *
 * @param id another one after each change of it
 * @param source empty: the mapping shall be taken out
 * @param base version that was live when it was made; empty: none was
 */
public record Draft(
    long id,
    String name,
    Optional<MappingSource> source,
    Optional<String> base,
    Change change,
    Instant createdAt) {

  /** Empty: the mapping shall be taken out. */
  public Optional<String> version() {
    return source.map(MappingSource::version);
  }
}
