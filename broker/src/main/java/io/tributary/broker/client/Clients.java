package io.tributary.broker.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registered clients, in memory: they change with the configuration only. */
public final class Clients {
  private final Map<String, Client> byId = new LinkedHashMap<>();

  public Clients(List<Client> clients) {
    clients.forEach(client -> byId.put(client.id(), client));
  }

  public Optional<Client> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<Client> all() {
    return byId.values();
  }
}
