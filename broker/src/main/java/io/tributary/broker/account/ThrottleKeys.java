package io.tributary.broker.account;

import io.tributary.platform.protocol.Digests;

/**
 * The rows of {@code login_throttle} that one attempt counts on. Digests, since names and addresses
 * come from anybody and may be long.
 *
 * @param account the user name, whether or not there is such an account
 * @param known the user name at this address
 * @param address the address, as {@code RequestInfo.network()} counts visitors
 */
record ThrottleKeys(String account, String known, String address) {
  static ThrottleKeys of(String nameKey, String network) {
    return new ThrottleKeys(
        "account:" + digest(nameKey),
        "known:" + digest(network + ' ' + nameKey),
        "address:" + digest(network));
  }

  private static String digest(String text) {
    return Digests.base64Url(Digests.sha256(text));
  }
}
