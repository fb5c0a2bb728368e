package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import java.util.Optional;

/** What our pages show of a client (RFC 7591 §2): addresses for people, at the client. */
public record ClientPages(
    Optional<String> home, Optional<String> logo, Optional<String> policy, Optional<String> terms) {
  public static final ClientPages NONE =
      new ClientPages(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static ClientPages read(ConfigReader section) {
    return new ClientPages(
        ClientConfig.address(section, "client_uri"),
        ClientConfig.address(section, "logo_uri"),
        ClientConfig.address(section, "policy_uri"),
        ClientConfig.address(section, "tos_uri"));
  }
}
