package io.tributary.platform.outbound;

import io.tributary.platform.outbound.OutboundException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which resolved addresses may be connected to.
 *
 * <p>One forbidden address among several refuses them all: a name that has a public and a private
 * address is an attack or a mistake. Plain http is for loopback only.
 */
final class AddressRule {
  /** Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890) and multicast. */
  private static final List<Network> SPECIAL_V4 =
      List.of(
          Network.v4(0, 0, 0, 0, 8),
          Network.v4(10, 0, 0, 0, 8),
          Network.v4(100, 64, 0, 0, 10),
          Network.v4(127, 0, 0, 0, 8),
          // link-local, with the metadata service of clouds at 169.254.169.254
          Network.v4(169, 254, 0, 0, 16),
          Network.v4(172, 16, 0, 0, 12),
          Network.v4(192, 0, 0, 0, 24),
          Network.v4(192, 0, 2, 0, 24),
          Network.v4(192, 88, 99, 0, 24),
          Network.v4(192, 168, 0, 0, 16),
          Network.v4(198, 18, 0, 0, 15),
          Network.v4(198, 51, 100, 0, 24),
          Network.v4(203, 0, 113, 0, 24),
          // the wire server of Azure's machines, an address that is otherwise public
          Network.v4(168, 63, 129, 16, 32),
          // multicast, reserved and broadcast
          Network.v4(224, 0, 0, 0, 3));

  /** RFC 4291 §2.4: only these IPv6 addresses are global unicast today. */
  private static final Network GLOBAL_V6 = Network.v6(new int[] {0x20}, 3);

  /** Parts of it that are not: they reach IPv4 hosts or documentation. */
  private static final List<Network> SPECIAL_V6 =
      List.of(
          // Teredo and other IETF assignments, documentation, 6to4, documentation (RFC 9637)
          Network.v6(new int[] {0x20, 0x01, 0x00}, 23),
          Network.v6(new int[] {0x20, 0x01, 0x0d, 0xb8}, 32),
          Network.v6(new int[] {0x20, 0x02}, 16),
          Network.v6(new int[] {0x3f, 0xff, 0x00}, 20));

  private static final Network NAT64 = Network.v6(new int[] {0x00, 0x64, 0xff, 0x9b}, 96);
  private static final Network MAPPED =
      Network.v6(new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96);

  private AddressRule() {}

  /**
   * @throws OutboundException {@code REFUSED} naming the host, never the address it led to: the
   *     answer must not map a private network for whoever named the host
   */
  static void check(Addresses policy, Target target, List<InetAddress> resolved) {
    if (resolved.isEmpty()) {
      throw new OutboundException(Reason.UNRESOLVED, target.host() + ": no address", null);
    }
    for (InetAddress address : resolved) {
      if (!isPublic(address) && !policy.allows(target.host(), effective(address))) {
        throw new OutboundException(Reason.REFUSED, target.host() + ": not a public address", null);
      }
      if (!target.tls() && !(policy.plainOnLoopback() && address.isLoopbackAddress())) {
        throw new OutboundException(
            Reason.REFUSED, target.host() + ": http is allowed for loopback only", null);
      }
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = effective(address);
    if (bytes.length == 4) {
      return SPECIAL_V4.stream().noneMatch(network -> network.contains(bytes));
    }
    return GLOBAL_V6.contains(bytes)
        && SPECIAL_V6.stream().noneMatch(network -> network.contains(bytes))
        && !isIsatap(bytes);
  }

  /**
   * The bytes of the host that is reached: IPv4 mapped into IPv6 (RFC 4291 §2.5.5.2) and NAT64 (RFC
   * 6052 §2.1) lead to the IPv4 host.
   */
  private static byte[] effective(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean embedded = bytes.length == 16 && (NAT64.contains(bytes) || MAPPED.contains(bytes));
    return embedded ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  /** RFC 5214 §6.1: tunnels to the IPv4 host in the last four bytes, under any prefix. */
  private static boolean isIsatap(byte[] v6) {
    return (v6[8] & 0xfd) == 0 && v6[9] == 0 && v6[10] == 0x5e && v6[11] == (byte) 0xfe;
  }

  /** The address without a name, so that nothing resolves it a second time. */
  static InetAddress numeric(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("An address has 4 or 16 bytes", impossible);
    }
  }
}
