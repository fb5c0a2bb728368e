package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.9  | 198.51.100.1                      | 192.0.2.9", // not a proxy of ours: a lie
        "10.0.0.1   | 198.51.100.1                      | 198.51.100.1",
        "10.0.0.1   | 1.1.1.1, 198.51.100.1             | 198.51.100.1", // the left one is the
        // client's
        "10.0.0.1   | 198.51.100.1, 10.2.3.4            | 198.51.100.1",
        "10.0.0.1   | 10.2.3.4, 10.2.3.5                | 10.2.3.4",
        "10.0.0.1   | 1.1.1.1, nonsense, 10.2.3.4       | 10.2.3.4",
        "10.0.0.1   | 1.1.1.1, , 10.2.3.4               | 10.2.3.4",
        "10.0.0.1   | unknown                           | 10.0.0.1",
        "10.0.0.1   | localhost                         | 10.0.0.1",
        "10.0.0.1   | 0x7f.1                            | 10.0.0.1",
        "10.0.0.1   | 198.51.100.1:4711                 | 198.51.100.1",
        "10.0.0.1   | [2001:db8::1]:4711                | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1   | 2001:db8::1                       | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1   | ::ffff:198.51.100.1               | 198.51.100.1",
        "::ffff:10.0.0.1 | 198.51.100.1                 | 198.51.100.1",
        "fd00::1%eth0 | 198.51.100.1                    | 198.51.100.1",
        "11.0.0.1   | 198.51.100.1                      | 11.0.0.1",
      })
  void theRightMostUntrustedAddressIsTheClient(String peer, String header, String expected) {
    assertEquals(expected, proxies.client(peer, List.of(header)));
  }

  @Test
  void severalHeadersAreOneList() {
    assertEquals(
        "198.51.100.2", proxies.client("10.0.0.1", List.of("198.51.100.1", "198.51.100.2")));
    assertEquals("198.51.100.1", proxies.client("10.0.0.1", List.of("198.51.100.1", "10.9.9.9")));
  }

  @Test
  void withoutProxiesNobodyIsBelieved() {
    assertEquals(
        "127.0.0.1", new TrustedProxies(List.of()).client("127.0.0.1", List.of("1.1.1.1")));
  }

  @Test
  void anEndlessChainIsNotFollowed() {
    String chain = "1.1.1.1" + ", 10.0.0.2".repeat(10_000);
    assertEquals("10.0.0.2", proxies.client("10.0.0.1", List.of(chain)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0/8",
        "fd00::/129",
        "fe80::1%eth0",
        "10.0.0.0/8/8",
        "[::1]",
        "1.2.3.4.5",
        "256.1.1.1",
        "/8"
      })
  void onlyAddressesAndBlocksCanBeConfigured(String text) {
    assertTrue(AddressBlock.parse(text).isEmpty(), text);
  }

  @ParameterizedTest
  @CsvSource({
    "10.128.0.0/9, 10.128.0.1, true",
    "10.128.0.0/9, 10.127.255.255, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
  })
  void blocksCountBits(String block, String address, boolean inside) {
    assertEquals(
        inside,
        AddressBlock.parse(block)
            .orElseThrow()
            .contains(AddressBlock.literal(address).orElseThrow()));
  }
}
