package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
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

  /** Reads {@code clients:}; a repeated id is a problem. */
  public static Clients read(ConfigReader root) {
    List<Client> clients = root.sections("clients", ClientConfig::read);
    if (clients.stream().map(Client::id).distinct().count() != clients.size()) {
      root.problem("clients", "two clients have the same id; ids must differ");
    }
    return new Clients(clients);
  }

  public Optional<Client> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<Client> all() {
    return byId.values();
  }
}
