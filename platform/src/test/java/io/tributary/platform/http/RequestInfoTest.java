package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestInfoTest {
  /** Who owns a network of version 6 has 2^64 addresses, and would have as many limits. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1:ffff:1:2:3, true",
    "2001:db8:0:1::1, 2001:DB8:0:1:0:0:0:2, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "fe80::1%eth0, fe80::2, true",
    "fe80::1%eth0, fe80:0:0:1::1%eth0, false",
    "192.0.2.1%eth0, 192.0.2.2%eth0, false",
    "not:an:address, not:an:other, false",
    "name%1, name%2, false",
    "::1, 127.0.0.1, false",
    "'', unknown, false",
  })
  void addressesOfOneNetworkCountAsOneVisitor(String one, String other, boolean same) {
    assertEquals(same, network(one).equals(network(other)));
  }

  private static String network(String address) {
    return new RequestInfo("id", address, 0).network();
  }
}
