package io.tributary.broker.keys;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All sealing keys at one moment; immutable. */
final class KeyRing {
  private final List<SealingKey> newestFirst;

  KeyRing(List<SealingKey> keys) {
    this.newestFirst =
        keys.stream().sorted(Comparator.comparing(SealingKey::usableFrom).reversed()).toList();
  }

  /**
   * The key to seal with: the newest that is usable, else the oldest.
   *
   * <p>A key is made an hour before it is usable, so that every node knows it when the first node
   * uses it.
   */
  SealingKey current(SealingKey.Purpose purpose, Instant now) {
    SealingKey oldest = null;
    for (SealingKey key : newestFirst) {
      if (key.purpose() == purpose) {
        if (!key.usableFrom().isAfter(now)) {
          return key;
        }
        oldest = key;
      }
    }
    return Optional.ofNullable(oldest)
        .orElseThrow(() -> new IllegalStateException("No key for " + purpose.wire()));
  }

  Optional<SealingKey> find(SealingKey.Purpose purpose, byte[] id) {
    return newestFirst.stream()
        .filter(key -> key.purpose() == purpose && key.hasId(id))
        .findFirst();
  }
}
