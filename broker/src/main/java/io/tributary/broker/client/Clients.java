package io.tributary.broker.client;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The registered clients. Those of the configuration are in memory: they change with it only. Those
 * that registered themselves are looked up each time: what they change counts at once.
 */
public final class Clients {
  private final Map<String, Client> configured = new LinkedHashMap<>();

  private final Function<String, Future<Optional<Client>>> registered;

  /**
   * @param registered finds a client that registered itself
   */
  public Clients(List<Client> configured, Function<String, Future<Optional<Client>>> registered) {
    configured.forEach(client -> this.configured.put(client.id(), client));
    this.registered = registered;
  }

  /** Those of a configuration only. */
  public Clients(List<Client> configured) {
    this(configured, id -> Future.succeededFuture(Optional.empty()));
  }

  public Future<Optional<Client>> find(String id) {
    Client known = configured.get(id);
    return known == null ? registered.apply(id) : Future.succeededFuture(Optional.of(known));
  }

  /** Those of the configuration, in its order. */
  public Collection<Client> configured() {
    return configured.values();
  }
}
