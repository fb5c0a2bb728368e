package io.tributary.broker.account;

import io.vertx.core.Future;
import java.util.List;

/** All accounts that have their password here, for whoever goes through them; changes nothing. */
public final class LocalAccountList {
  private final LocalAccountRepository repository;

  public LocalAccountList(LocalAccountRepository repository) {
    this.repository = repository;
  }

  /**
   * Some of them, by subject.
   *
   * @param after subject of the last one before, empty for the first
   */
  public Future<List<LocalAccount>> page(String after, int limit) {
    return repository.page(after, limit);
  }

  public Future<Long> count() {
    return repository.count();
  }
}
