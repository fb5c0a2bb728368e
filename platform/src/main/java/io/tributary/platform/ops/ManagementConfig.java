package io.tributary.platform.ops;

import io.tributary.platform.config.ConfigReader;

/**
 * Where health and metrics are answered.
 *
 * @param host loopback by default
 * @param port 0 picks one
 */
public record ManagementConfig(String host, int port) {
  /** Keys {@code host} and {@code port}. */
  public static ManagementConfig read(ConfigReader section, int defaultPort) {
    return new ManagementConfig(
        section.text("host").or("127.0.0.1"), section.integer("port", 0, 65_535).or(defaultPort));
  }
}
