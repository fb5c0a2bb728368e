package io.tributary.platform.http;

import io.vertx.core.MultiMap;
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

  private final ForwardedHeader header;
  private final List<AddressBlock> blocks;

  TrustedProxies(ProxySettings settings) {
    this.header = settings.header();
    this.blocks =
        settings.trusted().stream().map(AddressBlock::parse).flatMap(Optional::stream).toList();
  }

  /**
   * @param peer address of the connection
   * @param headers of the request
   */
  String client(String peer, MultiMap headers) {
    int zone = peer.indexOf('%');
    String plain = zone < 0 ? peer : peer.substring(0, zone);
    Optional<InetAddress> nearest = AddressBlock.literal(plain);
    if (nearest.isEmpty() || blocks.isEmpty() || !trusted(nearest.get())) {
      return nearest.map(InetAddress::getHostAddress).orElse(plain);
    }
    InetAddress client = nearest.get();
    ForwardedHeader.Hops hops = header.hops(headers.getAll(header.wire()));
    for (int i = 0; i < MOST_HOPS; i++) {
      Optional<InetAddress> hop = hops.next().flatMap(TrustedProxies::hop);
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
