package io.tributary.platform.http;

import io.tributary.platform.config.ConfigReader;
import java.util.List;
import java.util.Optional;

/**
 * A public listener.
 *
 * @param hosts addresses to bind, {@code localhost} for both loopback addresses; an address family
 *     that this machine lacks is left out with a log line as long as one remains
 * @param port the same for all hosts; 0 picks one
 * @param maxInFlight requests being served at once; one more is answered 503 with Retry-After at
 *     once
 * @param maxFormBytes of a form body
 * @param maxJsonBytes of a JSON body
 * @param proxies whom it believes about where a request came from
 * @param https whether browsers reach this listener by https only: adds Strict-Transport-Security
 * @param tls the listener speaks TLS itself; without, a proxy in front does or nobody
 */
public record WebServerConfig(
    List<String> hosts,
    int port,
    int maxInFlight,
    int maxFormBytes,
    int maxJsonBytes,
    ProxySettings proxies,
    boolean https,
    Optional<TlsConfig> tls) {
  /** Of a form body, as it is sent; no key changes it. */
  public static final int FORM_BYTES = 64 * 1024;

  static final int JSON_BYTES = 1024 * 1024;

  public WebServerConfig {
    hosts = List.copyOf(hosts);
  }

  /** A listener for plain http with the default limit for JSON. */
  public WebServerConfig(
      List<String> hosts,
      int port,
      int maxInFlight,
      int maxFormBytes,
      List<String> trustedProxies) {
    this(
        hosts,
        port,
        maxInFlight,
        maxFormBytes,
        JSON_BYTES,
        new ProxySettings(trustedProxies, ForwardedHeader.X_FORWARDED_FOR),
        false,
        Optional.empty());
  }

  /**
   * Keys {@code hosts} (default {@code localhost}), {@code port}, {@code max_in_flight} (default
   * 1000), {@code max_json_bytes} (default 1 MiB), {@code tls} (see {@link TlsConfig}), and those
   * of {@link ProxySettings}.
   */
  public static WebServerConfig read(ConfigReader section, int defaultPort) {
    List<String> hosts = section.texts("hosts").or(List.of("localhost"));
    if (hosts.isEmpty()) {
      section.problem("hosts", "must name at least one address");
    }
    return new WebServerConfig(
        hosts,
        section.integer("port", 0, 65_535).or(defaultPort),
        section.integer("max_in_flight", 1, 100_000).or(1000),
        FORM_BYTES,
        section.integer("max_json_bytes", 1024, 64 * 1024 * 1024).or(JSON_BYTES),
        ProxySettings.read(section),
        false,
        section.optionalSection("tls", TlsConfig::read));
  }

  /** The same listener behind a public https URL, or not. */
  public WebServerConfig withHttps(boolean publicUrlIsHttps) {
    return new WebServerConfig(
        hosts, port, maxInFlight, maxFormBytes, maxJsonBytes, proxies, publicUrlIsHttps, tls);
  }

  /** Notes a listener that speaks TLS while the public URL says http. */
  public WebServerConfig withHttps(boolean publicUrlIsHttps, ConfigReader root) {
    if (tls.isPresent() && !publicUrlIsHttps) {
      root.problem("public_url", "must begin with https, since listen.tls is set");
    }
    return withHttps(publicUrlIsHttps);
  }
}
