package io.tributary.platform.protocol;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Whether an address names this machine: the only case in which plain http is accepted (RFC 8252
 * §7.3, §8.3). It judges the spelling and resolves nothing; {@code *.localhost} is this machine by
 * RFC 6761 §6.3.
 */
public final class Loopback {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Loopback() {}

  /** False for an address without a host. */
  public static boolean names(URI address) {
    return address.getHost() != null && isHost(address.getHost());
  }

  public static boolean isHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return HOSTS.contains(lower) || lower.endsWith(".localhost");
  }
}
