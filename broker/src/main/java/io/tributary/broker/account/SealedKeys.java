package io.tributary.broker.account;

import io.tributary.broker.keys.DataKey;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Data keys as they lie in the database. Opening one takes some microseconds, a batch of them more
 * than an event loop may be held.
 */
public final class SealedKeys {
  static final SealedKeys NONE = new SealedKeys(Map.of(), (subject, key) -> Optional.empty());

  private final Map<String, Buffer> sealed;
  private final BiFunction<String, Buffer, Optional<DataKey>> opener;

  /**
   * @param opener from a subject and its sealed key; empty when somebody changed it
   */
  SealedKeys(Map<String, Buffer> sealed, BiFunction<String, Buffer, Optional<DataKey>> opener) {
    this.sealed = sealed;
    this.opener = opener;
  }

  /** Whose keys there are, changed ones too. */
  Set<String> subjects() {
    return sealed.keySet();
  }

  /**
   * To be called on a worker.
   *
   * @return by subject; without those that somebody changed: one must not keep others from being
   *     read
   */
  public Map<String, DataKey> open() {
    Map<String, DataKey> keys = new HashMap<>();
    this.sealed.forEach(
        (subject, key) ->
            opener.apply(subject, key).ifPresent(opened -> keys.put(subject, opened)));
    return keys;
  }
}
