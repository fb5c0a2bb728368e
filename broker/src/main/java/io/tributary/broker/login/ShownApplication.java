package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientPages;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.web.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client as people see it on the way to it (OpenID Connect Dynamic Client Registration §2: logo,
 * policy and terms are shown). What it says of itself is never believed.
 */
final class ShownApplication {
  private static final String HTTPS = "https://";

  private ShownApplication() {}

  static Page.Application of(Client client) {
    ClientPages pages = client.pages();
    List<Page.Link> links = new ArrayList<>();
    link(links, "About this application", pages.home());
    link(links, "Privacy policy", pages.policy());
    link(links, "Terms of use", pages.terms());
    return new Page.Application(
        client.name(), pages.logo().map(published -> client.id()), List.copyOf(links));
  }

  /** Whatever a registration let pass, only https is ever a link (RFC 7591 §5). */
  private static void link(List<Page.Link> links, String label, Optional<String> address) {
    address
        .filter(uri -> uri.regionMatches(true, 0, HTTPS, 0, HTTPS.length()))
        .ifPresent(uri -> links.add(new Page.Link(label, uri)));
  }

  /**
   * Where the person is sent back to, for an application that nobody here has looked at: the one
   * thing about it that it cannot choose freely.
   */
  static Optional<String> stranger(ValidRequest request) {
    return request.client().registered()
        ? Optional.of(host(URI.create(request.back().redirectUri())))
        : Optional.empty();
  }

  /** An application on the device has a scheme of its own (RFC 8252 §7.1) instead of a host. */
  private static String host(URI redirectUri) {
    return redirectUri.getHost() == null ? redirectUri.getScheme() + ":" : redirectUri.getHost();
  }
}
