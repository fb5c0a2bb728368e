package io.tributary.broker.web;

import java.net.URI;

/** The parts of the configured public URL. */
public final class PublicUrl {
  private PublicUrl() {}

  /** Scheme, host and port as a browser spells an origin: without the scheme's default port. */
  public static String origin(URI url) {
    boolean standard =
        url.getPort() == -1
            || (url.getScheme().equals("https") && url.getPort() == 443)
            || (url.getScheme().equals("http") && url.getPort() == 80);
    return url.getScheme() + "://" + url.getHost() + (standard ? "" : ":" + url.getPort());
  }

  /** The path everything is mounted under, with a slash at both ends. */
  public static String basePath(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    if (path.isEmpty()) {
      return "/";
    }
    return path.endsWith("/") ? path : path + "/";
  }
}
