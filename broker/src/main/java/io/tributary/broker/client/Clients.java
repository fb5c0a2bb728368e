package io.tributary.broker.client;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registered clients. Those of the configuration are in memory: they change with it only.
 *
 * <p>{@link #find} is asynchronous for those that registered themselves, which are in the database.
 */
public final class Clients {
  private final Map<String, Client> configured = new LinkedHashMap<>();

  public Clients(List<Client> configured) {
    configured.forEach(client -> this.configured.put(client.id(), client));
  }

  public Future<Optional<Client>> find(String id) {
    return Future.succeededFuture(Optional.ofNullable(configured.get(id)));
  }

  /** Those of the configuration, in its order. */
  public Collection<Client> configured() {
    return configured.values();
  }
}
