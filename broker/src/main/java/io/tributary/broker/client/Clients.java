package io.tributary.broker.client;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The registered clients. Those of the configuration are in memory: they change with it only. Those
 * that registered themselves are looked up each time: what they change counts at once.
 */
public final class Clients {
  private final Map<String, Client> configured = new LinkedHashMap<>();

  private final Registered registered;

  /** Finds clients that registered themselves. */
  public interface Registered {
    Registered NONE =
        new Registered() {
          @Override
          public Future<Optional<Client>> find(String id) {
            return Future.succeededFuture(Optional.empty());
          }

          @Override
          public Future<List<Client>> find(Collection<String> ids) {
            return Future.succeededFuture(List.of());
          }
        };

    Future<Optional<Client>> find(String id);

    /** Those of them that there are, in one statement. */
    Future<List<Client>> find(Collection<String> ids);
  }

  public Clients(List<Client> configured, Registered registered) {
    configured.forEach(client -> this.configured.put(client.id(), client));
    this.registered = registered;
  }

  /** Those of a configuration only. */
  public Clients(List<Client> configured) {
    this(configured, Registered.NONE);
  }

  public Future<Optional<Client>> find(String id) {
    Client known = configured.get(id);
    return known == null ? registered.find(id) : Future.succeededFuture(Optional.of(known));
  }

  /** By id, those that there are; one statement at most, however many are asked for. */
  public Future<Map<String, Client>> find(Collection<String> ids) {
    Map<String, Client> found = new LinkedHashMap<>();
    Set<String> others = new LinkedHashSet<>();
    for (String id : ids) {
      Client known = configured.get(id);
      if (known == null) {
        others.add(id);
      } else {
        found.put(id, known);
      }
    }
    if (others.isEmpty()) {
      return Future.succeededFuture(found);
    }
    return registered
        .find(others)
        .map(
            clients -> {
              clients.forEach(client -> found.put(client.id(), client));
              return found;
            });
  }

  /** Those of the configuration, in its order. */
  public Collection<Client> configured() {
    return configured.values();
  }
}
