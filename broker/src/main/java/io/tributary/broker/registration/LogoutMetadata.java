package io.tributary.broker.registration;

import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.client.LogoutChannels.Channel;
import java.net.URI;
import java.util.Optional;

/** How a client takes part in logout. */
final class LogoutMetadata {
  private LogoutMetadata() {}

  static LogoutChannels read(
      MetadataReader reader, RedirectMetadata redirects, RegistrationRules rules) {
    Optional<Channel> backchannel = channel(reader, "backchannel_logout", rules);
    Optional<Channel> frontchannel = channel(reader, "frontchannel_logout", rules);
    // OpenID Connect Front-Channel Logout §2: domain, port and scheme of a registered redirect URI.
    frontchannel
        .map(channel -> WebAddress.origin(URI.create(channel.uri())))
        .filter(
            origin ->
                redirects.uris().stream()
                    .map(URI::create)
                    .filter(uri -> uri.getHost() != null)
                    .map(WebAddress::origin)
                    .noneMatch(origin::equals))
        .ifPresent(
            stranger -> {
              throw MetadataReader.wrong(
                  "frontchannel_logout_uri", "is on another host than the redirect URIs");
            });
    return new LogoutChannels(redirects.afterLogout(), backchannel, frontchannel);
  }

  private static Optional<Channel> channel(
      MetadataReader reader, String name, RegistrationRules rules) {
    boolean sessionRequired = reader.flag(name + "_session_required");
    Optional<URI> uri = WebAddress.read(reader, name + "_uri", rules.loopback());
    if (uri.filter(address -> address.getRawFragment() != null).isPresent()) {
      // OpenID Connect Back-Channel Logout §2.2.
      throw MetadataReader.wrong(name + "_uri", "has a fragment");
    }
    return uri.map(address -> new Channel(address.toString(), sessionRequired));
  }
}
