package io.tributary.broker.account;

import io.tributary.platform.protocol.Digests;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The rows of {@code login_throttle} that one attempt counts on. Digests, since names and addresses
 * come from anybody and may be long.
 *
 * @param account the user name, whether or not there is such an account
 * @param known the user name at this address
 * @param address the address; of IPv6 the first 64 bits, which is what one customer is given
 */
record ThrottleKeys(String account, String known, String address) {
  static ThrottleKeys of(String nameKey, String remoteAddress) {
    String network = network(remoteAddress);
    return new ThrottleKeys(
        "account:" + digest(nameKey),
        "known:" + digest(network + ' ' + nameKey),
        "address:" + digest(network));
  }

  private static String digest(String text) {
    return Digests.base64Url(Digests.sha256(text));
  }

  static String network(String remoteAddress) {
    int zone = remoteAddress.indexOf('%');
    String literal = zone < 0 ? remoteAddress : remoteAddress.substring(0, zone);
    if (literal.indexOf(':') < 0) {
      return literal;
    }
    try {
      // With a colon it is a literal or an error: no name is ever looked up.
      InetAddress parsed = InetAddress.getByName(literal);
      return parsed instanceof Inet6Address
          ? Digests.base64Url(Arrays.copyOf(parsed.getAddress(), 8))
          : parsed.getHostAddress();
    } catch (UnknownHostException notAnAddress) {
      return literal;
    }
  }
}
