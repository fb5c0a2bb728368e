package io.tributary.platform.outbound;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits (RFC 4632, RFC 4291 §2.3). */
final class Network {
  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  private final byte[] prefix;
  private final int bits;

  Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /** An address literal, or a block such as {@code 10.0.0.0/8}; asks no name server. */
  static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes =
        NetUtil.isValidIpV4Address(literal)
                || (NetUtil.isValidIpV6Address(literal) && literal.matches("[0-9A-Fa-f:.]+"))
            ? NetUtil.createByteArrayFromIpAddressString(literal)
            : null;
    String length = slash < 0 ? "" : text.substring(slash + 1);
    if (bytes == null || (slash >= 0 && !BITS.matcher(length).matches())) {
      return Optional.empty();
    }
    int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(length);
    return bits <= bytes.length * 8 ? Optional.of(new Network(bytes, bits)) : Optional.empty();
  }

  static Network v4(int a, int b, int c, int d, int bits) {
    return new Network(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, bits);
  }

  static Network v6(int[] head, int bits) {
    byte[] prefix = new byte[16];
    for (int i = 0; i < head.length; i++) {
      prefix[i] = (byte) head[i];
    }
    return new Network(prefix, bits);
  }

  boolean contains(byte[] address) {
    int whole = bits / 8;
    if (address.length != prefix.length || !Arrays.equals(address, 0, whole, prefix, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    int mask = 0xff00 >> rest & 0xff;
    return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
  }
}
