package io.tributary.broker.logout;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.client.LogoutChannels.Channel;
import io.tributary.broker.session.Participant;
import io.vertx.core.Future;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the browser loads so that applications end their own sessions (OpenID Connect Front-Channel
 * Logout §3): one frame for each, with {@code iss} and {@code sid}.
 */
final class FrontchannelFrames {
  /** What may stand in a Content-Security-Policy: nothing that ends a source or a directive. */
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");

  private final Clients clients;
  private final LogoutTokens tokens;

  FrontchannelFrames(Clients clients, LogoutTokens tokens) {
    this.clients = clients;
    this.tokens = tokens;
  }

  /**
   * @param address with its parameters
   * @param origin for {@code frame-src}
   */
  record Frame(String address, String origin, String client) {
    static Set<String> origins(List<Frame> frames) {
      Set<String> origins = new TreeSet<>();
      frames.forEach(frame -> origins.add(frame.origin()));
      return origins;
    }
  }

  Future<List<Frame>> of(List<Participant> participants) {
    Future<List<Frame>> frames = Future.succeededFuture(new ArrayList<>());
    for (Participant each : participants) {
      frames =
          frames.compose(
              before ->
                  clients
                      .find(each.clientId())
                      .map(
                          client -> {
                            client.flatMap(found -> frame(found, each)).ifPresent(before::add);
                            return before;
                          }));
    }
    return frames;
  }

  private Optional<Frame> frame(Client client, Participant participant) {
    Optional<Channel> channel = client.logout().frontchannel();
    Optional<String> sid =
        tokens.sid(participant.issuer(), participant.sessionHash(), participant.clientId());
    if (channel.isEmpty() || sid.isEmpty()) {
      return Optional.empty();
    }
    String uri = channel.get().uri();
    return origin(uri)
        .map(
            origin ->
                new Frame(address(uri, participant.issuer(), sid.get()), origin, client.name()));
  }

  /** §2: parameters are added to those that the registered address has. */
  static String address(String uri, String issuer, String sid) {
    char separator = uri.indexOf('?') < 0 ? '?' : '&';
    return uri + separator + "iss=" + encoded(issuer) + "&sid=" + encoded(sid);
  }

  static Optional<String> origin(String uri) {
    try {
      URI parsed = URI.create(uri);
      if (parsed.getHost() == null || parsed.getRawUserInfo() != null) {
        return Optional.empty();
      }
      String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
      return Optional.of(parsed.getScheme() + "://" + parsed.getHost() + port)
          .filter(origin -> ORIGIN.matcher(origin).matches());
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
