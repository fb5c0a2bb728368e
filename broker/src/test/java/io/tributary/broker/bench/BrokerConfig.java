package io.tributary.broker.bench;

import java.nio.file.Path;

/** The configuration of the measured broker: one upstream, one client for each algorithm. */
final class BrokerConfig {
  private BrokerConfig() {}

  static String text(
      String url, int port, int management, String database, Path mappings, String upstream) {
    StringBuilder clients = new StringBuilder();
    for (Algorithm algorithm : Algorithm.values()) {
      clients.append(client(algorithm.clientId(), algorithm.wire()));
    }
    return """
    name: bench
    public_url: %s
    listen: { port: %d }
    management: { port: %d }
    database: %s
    mappings: %s
    privileged_roles: [superusers, staff]
    local_login: false
    clients:
    %supstreams:
    %s"""
        .formatted(
            url, port, management, database, mappings, clients, upstream("upstream", upstream));
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

  private static String client(String id, String algorithm) {
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
    """
        .formatted(id, BenchClient.SECRET, BenchClient.REDIRECT, algorithm);
  }
}
