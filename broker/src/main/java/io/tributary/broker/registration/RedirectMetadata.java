package io.tributary.broker.registration;

import io.tributary.broker.client.RedirectUri;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.Loopback;
import io.tributary.platform.protocol.OAuthException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a client may have a browser sent (OpenID Connect Dynamic Client Registration §2, {@code
 * application_type} and {@code redirect_uris}).
 *
 * @param afterLogout post-logout redirect URIs
 */
record RedirectMetadata(boolean isNative, Set<String> uris, Set<String> afterLogout) {

  static RedirectMetadata read(MetadataReader reader, FlowMetadata flows, RegistrationRules rules) {
    boolean isNative = reader.oneOf("application_type", List.of("web", "native")).equals("native");
    List<String> uris = reader.texts("redirect_uris").orElse(List.of());
    if (uris.isEmpty() && flows.redirects()) {
      throw refused("The member redirect_uris is missing");
    }
    for (String uri : uris) {
      require(uri, isNative, flows.implicit(), rules.loopback());
    }
    List<String> afterLogout = reader.texts("post_logout_redirect_uris").orElse(List.of());
    for (String uri : afterLogout) {
      if (!isAllowed(uri, isNative, false, rules.loopback())) {
        throw MetadataReader.wrong(
            "post_logout_redirect_uris", "has an address that is not allowed");
      }
    }
    return new RedirectMetadata(
        isNative, new LinkedHashSet<>(uris), new LinkedHashSet<>(afterLogout));
  }

  private static void require(String uri, boolean isNative, boolean implicit, boolean loopback) {
    if (!isAllowed(uri, isNative, implicit, loopback)) {
      throw refused(
          isNative
              ? "A redirect URI of a native application has a scheme of its own (with a dot in it),"
                  + " or is http to a loopback address; it has no fragment"
              : "A redirect URI of a web application is https, absolute and without a fragment");
    }
  }

  private static boolean isAllowed(
      String text, boolean isNative, boolean implicit, boolean loopback) {
    if (!RedirectUri.isAllowed(text)) {
      return false;
    }
    URI uri = URI.create(text);
    boolean https = uri.getScheme().equals("https");
    boolean http = uri.getScheme().equals("http");
    if (isNative) {
      return !https;
    }
    // A web application beside us on one machine; never with tokens in the address.
    return https ? !(implicit && Loopback.names(uri) && !loopback) : http && loopback && !implicit;
  }

  /** Hosts of the redirect URIs, lower case; one without a host counts as the empty text. */
  Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    for (String uri : uris) {
      String host = URI.create(uri).getHost();
      hosts.add(host == null ? "" : host.toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  private static OAuthException refused(String why) {
    return OAuthException.of(ErrorCode.INVALID_REDIRECT_URI, why);
  }
}
