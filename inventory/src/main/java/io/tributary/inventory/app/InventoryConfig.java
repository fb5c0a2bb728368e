package io.tributary.inventory.app;

import io.tributary.inventory.login.OidcConfig;
import io.tributary.inventory.session.SessionLimits;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.http.WebServerConfig;
import io.tributary.platform.ops.ManagementConfig;
import io.tributary.platform.outbound.TrustStore;
import io.tributary.platform.protocol.Loopback;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file of the inventory.
 *
 * <pre>
 * public_url: https://inventory.example.com     # as browsers reach it; no path
 * listen: { hosts: [localhost], port: 8090 }
 * management: { host: 127.0.0.1, port: 9091 }
 * database: { attach: ./data, name: inventory }
 * oidc:
 *   issuer: https://broker.example.com
 *   client_id: inventory
 *   client_secret_file: secrets/inventory
 *   scopes: [openid, profile, email, groups, roles]
 *   label: Log in with SSO
 *   associate_by_email: false
 * users:
 *   admin: { password: ${ADMIN_PASSWORD}, superuser: true }
 * sessions: { idle: 8h, absolute: 7d }
 * demo_data: false                               # sites, racks and devices to look at, when empty
 * trust_store: company-ca.pem                   # authorities beside the JVM's
 * demo: false                                    # allows weak passwords, on loopback only
 * </pre>
 *
 * @param oidc absent: local accounts only
 * @param users created when absent, never overwritten
 */
public record InventoryConfig(
    URI publicUrl,
    WebServerConfig listen,
    ManagementConfig management,
    DatabaseConfig database,
    Optional<OidcConfig> oidc,
    List<LocalUserConfig> users,
    SessionLimits sessions,
    boolean demoData,
    boolean demo,
    Optional<TrustStore> trust) {
  private static final int PORT = 8090;
  private static final int MANAGEMENT_PORT = 9091;

  public static InventoryConfig read(ConfigReader root) {
    URI publicUrl = root.url("public_url").required();
    boolean demo = root.flag("demo").or(false);
    Map<String, LocalUserConfig> users =
        root.named("users", section -> LocalUserConfig.read(section, demo));
    InventoryConfig config =
        new InventoryConfig(
            publicUrl,
            root.section("listen", section -> WebServerConfig.read(section, PORT))
                .withHttps(publicUrl != null && "https".equals(publicUrl.getScheme()), root),
            root.section("management", section -> ManagementConfig.read(section, MANAGEMENT_PORT)),
            root.section("database", DatabaseConfig::read),
            root.optionalSection("oidc", OidcConfig::read),
            List.copyOf(users.values()),
            root.section("sessions", SessionLimits::read),
            root.flag("demo_data").or(false),
            demo,
            trust(root));
    config.check(root);
    return config;
  }

  private static Optional<TrustStore> trust(ConfigReader root) {
    try {
      return root.path("trust_store").optional().map(TrustStore::read);
    } catch (IllegalArgumentException unusable) {
      root.problem("trust_store", unusable.getMessage());
      return Optional.empty();
    }
  }

  /** Scheme, host and port of the public URL, without a slash at the end. */
  public String origin() {
    String url = publicUrl.toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  public URI address(String path) {
    return URI.create(origin() + path);
  }

  /** What no single setting shows. */
  private void check(ConfigReader root) {
    if (publicUrl == null || publicUrl.getHost() == null) {
      return; // reported where it was read
    }
    boolean loopback = Loopback.names(publicUrl);
    if ((!publicUrl.getPath().isEmpty() && !publicUrl.getPath().equals("/"))
        || publicUrl.getQuery() != null) {
      root.problem("public_url", "must be scheme, host and port only, without a path");
    }
    if (!publicUrl.toString().equals(publicUrl.toString().toLowerCase(Locale.ROOT))) {
      root.problem("public_url", "must be in small letters, as browsers send it");
    }
    if (defaultPort()) {
      root.problem("public_url", "must not name the scheme's own port: browsers leave it out");
    }
    if ("http".equals(publicUrl.getScheme()) && !loopback) {
      root.problem("public_url", "must be https, except on localhost");
    }
    if (demo && !(loopback && listen.hosts().stream().allMatch(Loopback::isHost))) {
      root.problem("demo", "is possible only when public_url and listen are on this machine");
    }
    oidc.map(OidcConfig::issuer)
        .filter(issuer -> "http".equals(issuer.getScheme()))
        .filter(issuer -> !loopback || !Loopback.names(issuer))
        .ifPresent(
            issuer ->
                root.problem("oidc", "its issuer must be https, except between localhost URLs"));
  }

  private boolean defaultPort() {
    return (publicUrl.getPort() == 80 && "http".equals(publicUrl.getScheme()))
        || (publicUrl.getPort() == 443 && "https".equals(publicUrl.getScheme()));
  }
}
