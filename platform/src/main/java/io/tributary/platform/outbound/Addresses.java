package io.tributary.platform.outbound;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which resolved addresses may be connected to: public ones, and those that the operator allows. An
 * address that the operator wrote is allowed by its host; whatever a client, a token or a discovery
 * document names is checked.
 */
public final class Addresses {
  /** Named by the configuration: any address, private networks and loopback too. */
  public static final Addresses CONFIGURED = new Addresses(true, Set.of(), List.of(), true);

  /** Public addresses only: no loopback, private, link-local, metadata, multicast, … */
  public static final Addresses PUBLIC_ONLY = new Addresses(false, Set.of(), List.of(), true);

  private static final String HOST =
      "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\\.?";

  private final boolean any;
  private final Set<String> hosts;
  private final List<Network> networks;
  private final boolean plainOnLoopback;

  private Addresses(
      boolean any, Set<String> hosts, List<Network> networks, boolean plainOnLoopback) {
    this.any = any;
    this.hosts = Set.copyOf(hosts);
    this.networks = List.copyOf(networks);
    this.plainOnLoopback = plainOnLoopback;
  }

  /**
   * Public addresses, and these.
   *
   * @param exceptions host names, address literals and blocks (CIDR)
   * @param plainOnLoopback http is sent too, to loopback addresses that are allowed; never
   *     elsewhere
   * @throws IllegalArgumentException for a text that is none of them
   */
  public static Addresses publicAnd(Collection<String> exceptions, boolean plainOnLoopback) {
    Set<String> hosts = new HashSet<>();
    List<Network> networks = new ArrayList<>();
    for (String text : exceptions) {
      if (!isException(text)) {
        throw new IllegalArgumentException("no host and no address block: " + text);
      }
      Network.parse(text)
          .ifPresentOrElse(networks::add, () -> hosts.add(text.toLowerCase(Locale.ROOT)));
    }
    return new Addresses(false, hosts, networks, plainOnLoopback);
  }

  /** Whether a text is a host name, an address literal or a block. */
  public static boolean isException(String text) {
    boolean name = text.toLowerCase(Locale.ROOT).matches(HOST);
    // A name of digits only would be a misspelt address.
    return Network.parse(text).isPresent() || (name && !text.matches("[0-9.]+"));
  }

  /**
   * @param host as the request names it, lower case
   * @param address the bytes of one that it leads to
   */
  boolean allows(String host, byte[] address) {
    return any
        || hosts.contains(host)
        || networks.stream().anyMatch(network -> network.contains(address));
  }

  boolean plainOnLoopback() {
    return plainOnLoopback;
  }
}
