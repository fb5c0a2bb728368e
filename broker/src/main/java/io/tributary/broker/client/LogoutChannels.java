package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.Loopback;
import java.net.URI;
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

  /**
   * @param redirectUris a front channel is a page of the application: on a host that it has
   */
  static LogoutChannels read(ConfigReader section, Set<String> redirectUris) {
    Optional<Channel> frontchannel = channel(section, "frontchannel_logout");
    frontchannel.ifPresent(
        channel -> {
          if (redirectUris.stream().noneMatch(uri -> sameSite(uri, channel.uri()))) {
            // Front-Channel Logout §2: domain, port and scheme of a redirect URI.
            section.problem(
                "frontchannel_logout_uri",
                "its scheme, host and port must be those of one of redirect_uris");
          }
        });
    return new LogoutChannels(
        ClientConfig.uris(
            section,
            "post_logout_redirect_uris",
            section.texts("post_logout_redirect_uris").or(List.of())),
        channel(section, "backchannel_logout"),
        frontchannel);
  }

  private static Optional<Channel> channel(ConfigReader section, String name) {
    boolean sessionRequired = section.flag(name + "_session_required").or(false);
    Optional<URI> uri = section.url(name + "_uri").optional();
    uri.flatMap(LogoutChannels::problem)
        .ifPresent(problem -> section.problem(name + "_uri", problem));
    return uri.map(found -> new Channel(found.toString(), sessionRequired));
  }

  /** Why an address cannot be a logout address. */
  private static Optional<String> problem(URI uri) {
    if (!"https".equals(uri.getScheme())
        && !("http".equals(uri.getScheme()) && Loopback.names(uri))) {
      return Optional.of("write https://…; http is for localhost only");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return Optional.of("it must have a host, and neither a user nor a fragment");
    }
    return Optional.empty();
  }

  /** Whether two addresses have the same scheme, host and port. */
  private static boolean sameSite(String one, String other) {
    try {
      URI first = URI.create(one);
      URI second = URI.create(other);
      return first.getHost() != null
          && first.getHost().equalsIgnoreCase(second.getHost())
          && first.getScheme().equalsIgnoreCase(second.getScheme())
          && first.getPort() == second.getPort();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
