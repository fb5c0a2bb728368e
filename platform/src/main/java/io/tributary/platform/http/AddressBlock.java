package io.tributary.platform.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address or a CIDR block (RFC 4632). Literals only: nothing here asks a name server.
 *
 * @param address of 4 or 16 bytes, as a value of {@link InetAddress}
 * @param bits of the prefix
 */
record AddressBlock(InetAddress address, int bits) {
  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = literal(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return address.map(a -> new AddressBlock(a, a.getAddress().length * 8));
    }
    String bits = text.substring(slash + 1);
    return BITS.matcher(bits).matches()
        ? address
            .map(a -> new AddressBlock(a, Integer.parseInt(bits)))
            .filter(block -> block.bits <= block.address.getAddress().length * 8)
        : Optional.empty();
  }

  /** An address literal; an IPv4 address mapped into IPv6 is the IPv4 address. */
  static Optional<InetAddress> literal(String text) {
    if (text.isEmpty() || text.length() > 45 || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
      return Optional.empty();
    }
    boolean valid = NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    byte[] bytes = valid ? NetUtil.createByteArrayFromIpAddressString(text) : null;
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((mine[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }
}
