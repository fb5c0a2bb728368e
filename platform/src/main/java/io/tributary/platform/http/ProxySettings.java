package io.tributary.platform.http;

import io.tributary.platform.config.ConfigReader;
import java.util.List;

/**
 * Whom a listener believes about where a request came from.
 *
 * @param trusted addresses and CIDR blocks of proxies
 * @param header the one header that those proxies write; the other is the client's own and is never
 *     read, or a client behind a proxy that passes it on could say who it is
 */
public record ProxySettings(List<String> trusted, ForwardedHeader header) {
  /** Nobody is believed. */
  public static final ProxySettings NONE =
      new ProxySettings(List.of(), ForwardedHeader.X_FORWARDED_FOR);

  public ProxySettings {
    trusted = List.copyOf(trusted);
  }

  /** Keys {@code trusted_proxies} and {@code forwarded_header}. */
  static ProxySettings read(ConfigReader section) {
    List<String> proxies = section.texts("trusted_proxies").or(List.of());
    for (String proxy : proxies) {
      if (AddressBlock.parse(proxy).isEmpty()) {
        section.problem(
            "trusted_proxies", "must be IP addresses or blocks such as 10.0.0.0/8 or fd00::/8");
      }
    }
    return new ProxySettings(
        proxies,
        section
            .choice("forwarded_header", ForwardedHeader.class)
            .or(ForwardedHeader.X_FORWARDED_FOR));
  }
}
