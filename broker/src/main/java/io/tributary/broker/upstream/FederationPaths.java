package io.tributary.broker.upstream;

import java.net.URI;

/**
 * The addresses to which upstreams send browsers back, one of each for every upstream, so that an
 * answer tells by its address whose it claims to be.
 *
 * @param origin of the public URL
 * @param base path of the public URL, with a slash at both ends
 */
public record FederationPaths(String origin, String base) {

  /** The redirect URI that is registered at an upstream. */
  public URI callback(String upstream) {
    return URI.create(origin + base + "federation/" + upstream + "/callback");
  }

  /** The post-logout redirect URI that is registered at an upstream. */
  public URI logoutCallback(String upstream) {
    return URI.create(origin + base + "federation/" + upstream + "/logout-callback");
  }

  /** Route pattern of {@link #callback}. */
  public String callbackRoute() {
    return base + "federation/:upstream/callback";
  }

  /** Route pattern of {@link #logoutCallback}. */
  public String logoutCallbackRoute() {
    return base + "federation/:upstream/logout-callback";
  }

  /** Route pattern of the address that is registered at an upstream for its logout tokens. */
  public String backchannelLogoutRoute() {
    return base + "federation/:upstream/backchannel-logout";
  }
}
