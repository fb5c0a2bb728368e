package io.tributary.broker.app;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.outbound.Addresses;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Where we may go beside public addresses ({@code outbound:}).
 *
 * @param allowPrivate hosts, address literals and blocks (CIDR)
 */
record OutboundSettings(List<String> allowPrivate) {

  static OutboundSettings read(ConfigReader section) {
    List<String> written = section.texts("allow_private").or(List.of());
    for (String text : written) {
      if (!Addresses.isException(text)) {
        section.problem(
            "allow_private",
            "'" + text + "' is no host, address or block; write 10.0.0.0/8 or jwks.internal");
      }
    }
    return new OutboundSettings(written);
  }

  /**
   * For addresses that clients name.
   *
   * @param loopback whether our own issuer is on this machine: only then is http sent at all
   */
  Addresses named(boolean loopback) {
    return Addresses.publicAnd(allowPrivate, loopback);
  }

  /** For addresses that the operator wrote, and what documents found there name. */
  Addresses configured(Collection<URI> written, boolean loopback) {
    List<String> hosts = new ArrayList<>(allowPrivate);
    for (URI uri : written) {
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      if (Addresses.isException(bare)) {
        hosts.add(bare);
      }
    }
    return Addresses.publicAnd(hosts, loopback);
  }
}
