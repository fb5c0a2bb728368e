package io.tributary.inventory.app;

import io.tributary.platform.config.ConfigReader;

/**
 * Where health and metrics are answered.
 *
 * @param host loopback by default
 * @param port 0 picks one
 */
public record ManagementConfig(String host, int port) {
  static final int PORT = 9091;

  public static ManagementConfig read(ConfigReader section) {
    return new ManagementConfig(
        section.text("host").or("127.0.0.1"), section.integer("port", 0, 65_535).or(PORT));
  }
}
