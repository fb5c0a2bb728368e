package io.tributary.broker.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The issuers of this broker; they share its people and sessions, not its tokens. */
public final class Issuers {
  private final Map<String, Issuer> byName = new LinkedHashMap<>();

  public Issuers(List<Issuer> issuers) {
    issuers.forEach(issuer -> byName.put(issuer.name(), issuer));
  }

  public Optional<Issuer> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<Issuer> all() {
    return List.copyOf(byName.values());
  }

  /** Each address with the issuers that share it, in the order of the configuration. */
  public Map<String, IssuerChoice> at(EndpointPath endpoint) {
    Map<String, IssuerChoice> routes = new LinkedHashMap<>();
    for (Issuer issuer : byName.values()) {
      routes.merge(
          issuer.path(endpoint), new IssuerChoice(List.of(issuer)), IssuerChoice::together);
    }
    return routes;
  }
}
