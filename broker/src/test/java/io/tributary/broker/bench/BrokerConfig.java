package io.tributary.broker.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of a measured broker: one client for each algorithm that goes to the upstream,
 * and what a measurement adds.
 *
 * @param database further settings of that section, each after a comma
 * @param mappings folder of the scope mappings
 * @param clients further entries
 * @param upstreams further entries
 * @param rest further sections
 */
record BrokerConfig(
    String database, Path mappings, List<String> clients, List<String> upstreams, String rest) {

  private static final String NO_PASSWORDS = "local_login: false\n";

  /** As the broker is measured on its own. */
  static BrokerConfig standard(Path checkout, String database) {
    return new BrokerConfig(
        database, checkout.resolve("scripts/mappings"), List.of(), List.of(), NO_PASSWORDS);
  }

  String text(String url, int port, int management, Path data, String upstream) {
    List<String> allClients = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      allClients.add(client(algorithm.clientId(), algorithm.wire(), "upstream", ""));
    }
    allClients.addAll(clients);
    List<String> allUpstreams = new ArrayList<>(List.of(upstream("upstream", upstream)));
    allUpstreams.addAll(upstreams);
    return """
    name: bench
    public_url: %s
    listen: { port: %d }
    management: { port: %d }
    database: { embedded: %s, name: bench%s }
    mappings: %s
    privileged_roles: [superusers, staff]
    clients:
    %supstreams:
    %s%s"""
        .formatted(
            url,
            port,
            management,
            data,
            database,
            mappings,
            String.join("", allClients),
            String.join("", allUpstreams),
            rest);
  }

  /** An entry of {@code upstreams}. */
  static String upstream(String name, String issuer) {
    return """
      - name: %s
        label: %s
        preset: okta
        issuer: %s
        client_id: %s
        client_secret: %s
        may_grant: [superusers, staff]
    """
        .formatted(name, name, issuer, BenchUpstream.CLIENT, BenchClient.SECRET);
  }

  /**
   * An entry of {@code clients}.
   *
   * @param way the only one in which its people log in: an upstream, or {@code local}
   * @param more further settings, each a line
   */
  static String client(String id, String algorithm, String way, String more) {
    return """
      - id: %s
        name: Benchmark
        secret: %s
        redirect_uris: ["%s"]
        grant_types: [authorization_code, refresh_token, client_credentials]
        consent: false
        claims_always: [groups, roles]
        id_token_claims: all
        id_token_algorithm: %s
        upstreams: [%s]
    %s"""
        .formatted(id, BenchClient.SECRET, BenchClient.REDIRECT, algorithm, way, more);
  }
}
