package io.tributary.platform.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who the client is when proxies stand in between: the right-most address of {@code
 * X-Forwarded-For} that is no trusted proxy. Everything left of it was written by the client and
 * proves nothing.
 */
final class TrustedProxies {
  private static final int MOST_HOPS = 20;

  private final List<AddressBlock> blocks;

  TrustedProxies(List<String> proxies) {
    this.blocks = proxies.stream().map(AddressBlock::parse).flatMap(Optional::stream).toList();
  }

  /**
   * @param peer address of the connection
   * @param forwarded values of all {@code X-Forwarded-For} headers, in order
   */
  String client(String peer, List<String> forwarded) {
    int zone = peer.indexOf('%');
    String plain = zone < 0 ? peer : peer.substring(0, zone);
    Optional<InetAddress> nearest = AddressBlock.literal(plain);
    if (nearest.isEmpty() || blocks.isEmpty() || !trusted(nearest.get())) {
      return nearest.map(InetAddress::getHostAddress).orElse(plain);
    }
    InetAddress client = nearest.get();
    String[] hops = String.join(",", forwarded).split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS); i--) {
      Optional<InetAddress> hop = hop(hops[i].strip());
      if (hop.isEmpty()) {
        break; // what a proxy of ours did not write is not believed, nor what stands left of it
      }
      client = hop.get();
      if (!trusted(client)) {
        break;
      }
    }
    return client.getHostAddress();
  }

  private boolean trusted(InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
  private static Optional<InetAddress> hop(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? Optional.empty() : AddressBlock.literal(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    boolean port = colon > 0 && colon == text.lastIndexOf(':');
    return AddressBlock.literal(port ? text.substring(0, colon) : text);
  }
}
