package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(
          new ProxySettings(
              List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"), ForwardedHeader.X_FORWARDED_FOR));
  private final TrustedProxies standard =
      new TrustedProxies(
          new ProxySettings(List.of("10.0.0.0/8", "fd00::/8"), ForwardedHeader.FORWARDED));

  private static MultiMap headers(String name, String... lines) {
    MultiMap headers = HttpHeaders.headers();
    List.of(lines).forEach(line -> headers.add(name, line));
    return headers;
  }

  private String client(String peer, String... lines) {
    return proxies.client(peer, headers("X-Forwarded-For", lines));
  }

  /** RFC 7239 §4 to §6. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "192.0.2.9 | for=198.51.100.1                             | 192.0.2.9",
        "10.0.0.1  | for=198.51.100.1                             | 198.51.100.1",
        "10.0.0.1  | For=198.51.100.1;Proto=https;by=10.0.0.1     | 198.51.100.1",
        "10.0.0.1  | proto=https; for=198.51.100.1                | 198.51.100.1",
        "10.0.0.1  | for=1.1.1.1, for=198.51.100.1                | 198.51.100.1",
        "10.0.0.1  | for=198.51.100.1, for=10.2.3.4               | 198.51.100.1",
        "10.0.0.1  | for=\"198.51.100.1:4711\"                    | 198.51.100.1",
        "10.0.0.1  | for=\"[2001:db8::1]\"                        | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1  | for=\"[2001:db8::1]:4711\"                   | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1  | for=unknown                                  | 10.0.0.1",
        "10.0.0.1  | for=_hidden                                  | 10.0.0.1",
        "10.0.0.1  | for=1.1.1.1, for=_hidden                     | 10.0.0.1",
        "10.0.0.1  | by=1.1.1.1                                   | 10.0.0.1",
        "10.0.0.1  | for=1.1.1.1, proto=https                     | 10.0.0.1",
        "10.0.0.1  | 1.1.1.1                                      | 10.0.0.1",
        "10.0.0.1  | for=1.1.1.1;for=2.2.2.2                      | 10.0.0.1",
        "10.0.0.1  | for=\"1.1.1.1                                | 10.0.0.1",
        // the client leaves a quotation mark open before what the proxy wrote
        "10.0.0.1  | for=\"1.1.1.1, for=198.51.100.1              | 198.51.100.1",
        "10.0.0.1  | for=1.1.1.1;x=\", for=198.51.100.1           | 198.51.100.1",
        "10.0.0.1  | for=\"1.1.1.1\\\", for=198.51.100.1           | 198.51.100.1",
        "10.0.0.1  | for=\"1.1.1.1, for=10.2.3.4\"                | 10.0.0.1"
      })
  void theStandardHeaderIsReadFromTheRight(String peer, String header, String expected) {
    assertEquals(expected, standard.client(peer, headers("Forwarded", header)));
  }

  @Test
  void theHeaderThatTheProxyDoesNotWriteIsTheClientsOwn() {
    MultiMap both = headers("Forwarded", "for=1.1.1.1").add("X-Forwarded-For", "2.2.2.2");
    assertEquals("2.2.2.2", proxies.client("10.0.0.1", both));
    assertEquals("1.1.1.1", standard.client("10.0.0.1", both));
    assertEquals("10.0.0.1", standard.client("10.0.0.1", headers("X-Forwarded-For", "2.2.2.2")));
    assertEquals("10.0.0.1", proxies.client("10.0.0.1", headers("Forwarded", "for=1.1.1.1")));
  }

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
    assertEquals(expected, client(peer, header));
  }

  @Test
  void severalHeadersAreOneList() {
    assertEquals("198.51.100.2", client("10.0.0.1", "198.51.100.1", "198.51.100.2"));
    assertEquals("198.51.100.1", client("10.0.0.1", "198.51.100.1", "10.9.9.9"));
  }

  @Test
  void withoutProxiesNobodyIsBelieved() {
    assertEquals(
        "127.0.0.1",
        new TrustedProxies(ProxySettings.NONE)
            .client("127.0.0.1", headers("X-Forwarded-For", "1.1.1.1")));
  }

  @Test
  void anEndlessChainIsNotFollowed() {
    String chain = "1.1.1.1" + ", 10.0.0.2".repeat(10_000);
    assertEquals("10.0.0.2", client("10.0.0.1", chain));
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
