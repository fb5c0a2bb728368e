package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a client takes part in logout.
 *
 * @param postLogoutRedirectUris compared character by character
 * @param backchannel where logout tokens are posted (OpenID Connect Back-Channel Logout §2.2)
 * @param frontchannel what the browser loads in a frame (OpenID Connect Front-Channel Logout §2)
 */
public record LogoutChannels(
    Set<String> postLogoutRedirectUris,
    Optional<Channel> backchannel,
    Optional<Channel> frontchannel) {
  /** Takes no part. */
  public static final LogoutChannels NONE =
      new LogoutChannels(Set.of(), Optional.empty(), Optional.empty());

  /**
   * @param sessionRequired {@code sid} must be said
   */
  public record Channel(String uri, boolean sessionRequired) {}

  static LogoutChannels read(ConfigReader section) {
    return new LogoutChannels(
        ClientConfig.uris(
            section,
            "post_logout_redirect_uris",
            section.texts("post_logout_redirect_uris").or(List.of())),
        channel(section, "backchannel_logout"),
        channel(section, "frontchannel_logout"));
  }

  private static Optional<Channel> channel(ConfigReader section, String name) {
    boolean sessionRequired = section.flag(name + "_session_required").or(false);
    return ClientConfig.address(section, name + "_uri")
        .map(uri -> new Channel(uri, sessionRequired));
  }
}
