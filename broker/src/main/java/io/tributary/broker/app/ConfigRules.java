package io.tributary.broker.app;

import io.tributary.broker.client.Client;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.upstream.UpstreamConfig;
import io.tributary.broker.web.PublicUrl;
import io.tributary.platform.config.ConfigReader;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What settings must say of each other; a section alone cannot know. */
final class ConfigRules {
  private final BrokerConfig config;
  private final boolean loopback;

  ConfigRules(BrokerConfig config, boolean loopback) {
    this.config = config;
    this.loopback = loopback;
  }

  void check(ConfigReader root) {
    upstreams(root);
    clients(root);
    if (config.upstreams().isEmpty() && !config.accounts().localLogin()) {
      root.problem("upstreams", "there is no way to log in: add an upstream or local_login: true");
    }
  }

  private void upstreams(ConfigReader root) {
    Set<String> names = new HashSet<>();
    for (UpstreamConfig upstream : config.upstreams()) {
      if (!names.add(upstream.name())) {
        root.problem("upstreams", "two upstreams have the name '" + upstream.name() + "'");
      }
      plainHttp(root, "upstreams", upstream.provider().issuer());
      for (String name : upstream.mayGrant()) {
        if (!config.privilegedRoles().contains(name)) {
          root.problem(
              "upstreams",
              "may_grant of '"
                  + upstream.name()
                  + "' lists '"
                  + name
                  + "', which is not in privileged_roles: add it there or remove it here");
        }
      }
    }
  }

  private void clients(ConfigReader root) {
    Set<String> ways = new HashSet<>(List.of(Identity.LOCAL));
    config.upstreams().forEach(upstream -> ways.add(upstream.name()));
    for (Client client : config.clients().all()) {
      for (String issuer : client.issuers()) {
        if (config.issuers().find(issuer).isEmpty()) {
          root.problem(
              "clients",
              "client '" + client.id() + "' names the issuer '" + issuer + "', which is not there");
        }
      }
      for (String way : client.settings().upstreams()) {
        if (!ways.contains(way)) {
          root.problem(
              "clients",
              "client '" + client.id() + "' names the upstream '" + way + "', which is not there");
        }
      }
      client.redirectUris().forEach(uri -> plainHttp(root, "clients", uri));
      client.postLogoutRedirectUris().forEach(uri -> plainHttp(root, "clients", uri));
    }
  }

  private void plainHttp(ConfigReader root, String key, String written) {
    try {
      plainHttp(root, key, URI.create(written));
    } catch (IllegalArgumentException reportedAlready) {
      // Its own section said that it is no URI.
    }
  }

  /** Codes and tokens travel there: in the clear only from this machine to itself. */
  private void plainHttp(ConfigReader root, String key, URI uri) {
    if ("http".equals(uri.getScheme()) && !(loopback && PublicUrl.isLoopback(uri))) {
      root.problem(
          key,
          "'" + uri + "' is http: accepted for localhost only, and only while public_url is there");
    }
  }
}
