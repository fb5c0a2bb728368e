package io.tributary.broker.keys;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/**
 * Notices within seconds that another node or a command changed signing keys, by a number in the
 * database that every change raises: one read of one row. Call {@link #look} every few seconds, and
 * not again before it has ended.
 */
public final class KeyWatch {
  private final SigningKeyRepository repository;
  private final Collection<SigningKeys> keys;
  private volatile long seen = -1;

  public KeyWatch(SigningKeyRepository repository, Collection<SigningKeys> keys) {
    this.repository = repository;
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the keys again when there is something new. The number is read before the keys, and
   * remembered after all of them were: what changes meanwhile, or fails, is seen next time.
   */
  public Future<Void> look() {
    return repository
        .version()
        .compose(
            version ->
                version == seen
                    ? Future.succeededFuture()
                    : Future.join(keys.stream().map(SigningKeys::reload).toList())
                        .onSuccess(read -> seen = version)
                        .mapEmpty());
  }
}
