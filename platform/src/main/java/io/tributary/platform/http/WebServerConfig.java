package io.tributary.platform.http;

import io.tributary.platform.config.ConfigReader;
import java.util.List;

/**
 * A public listener.
 *
 * @param hosts addresses to bind; an address family that this machine lacks is left out with a log
 *     line as long as one remains
 * @param port 0 picks one
 * @param maxInFlight requests being served at once; one more is answered 503 with Retry-After at
 *     once
 * @param maxFormBytes of a request body
 * @param trustedProxies peers whose {@code X-Forwarded-For} is believed
 */
public record WebServerConfig(
    List<String> hosts, int port, int maxInFlight, int maxFormBytes, List<String> trustedProxies) {

  /** Keys {@code hosts}, {@code port}, {@code max_in_flight}, {@code trusted_proxies}. */
  public static WebServerConfig read(ConfigReader section, int defaultPort) {
    throw new UnsupportedOperationException("skeleton");
  }
}
