package io.tributary.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.tributary.platform.outbound.OutboundPolicy.Addresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are public, and what a name that leads elsewhere is refused for. */
class AddressRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "168.63.129.16",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "5f00::1"
      })
  void isNotPublic(String literal) throws UnknownHostException {
    assertFalse(AddressRule.isPublic(InetAddress.getByName(literal)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.0.0.1",
        "128.0.0.1", "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "198.17.0.1",
        "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "64:ff9b::101:101"
      })
  void isPublic(String literal) throws UnknownHostException {
    assertTrue(AddressRule.isPublic(InetAddress.getByName(literal)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/"
      })
  void spellingsOfLoopbackAreNotPublic(String uri) throws UnknownHostException {
    Target target = Target.of(URI.create(uri));
    List<InetAddress> resolved = List.of(InetAddress.getAllByName(target.host()));
    assertRefused(() -> AddressRule.check(Addresses.PUBLIC_ONLY, target, resolved));
  }

  @Test
  void onePrivateAddressRefusesTheName() throws UnknownHostException {
    Target target = Target.of(URI.create("https://name.example/"));
    List<InetAddress> both = new ArrayList<>();
    both.add(InetAddress.getByName("1.1.1.1"));
    AddressRule.check(Addresses.PUBLIC_ONLY, target, both);
    both.add(InetAddress.getByName("192.168.0.1"));
    assertRefused(() -> AddressRule.check(Addresses.PUBLIC_ONLY, target, both));
    AddressRule.check(Addresses.CONFIGURED, target, both);
  }

  @Test
  void plainHttpIsForLoopbackOnly() throws UnknownHostException {
    Target target = Target.of(URI.create("http://name.example/"));
    AddressRule.check(Addresses.CONFIGURED, target, List.of(InetAddress.getLoopbackAddress()));
    assertRefused(
        () ->
            AddressRule.check(
                Addresses.CONFIGURED, target, List.of(InetAddress.getByName("10.0.0.1"))));
    assertRefused(
        () ->
            AddressRule.check(
                Addresses.PUBLIC_ONLY, target, List.of(InetAddress.getLoopbackAddress())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.1/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "//localhost/",
        "/path",
        "https:opaque",
        "https://user@localhost/",
        "https://localhost:0/",
        "https://under_score/",
        "gopher://localhost/",
        "jar:https://localhost/!/x",
        "https://[fe80::1%25eth0]/"
      })
  void refusesOtherTargets(String uri) {
    assertRefused(() -> Target.of(URI.create(uri)));
  }

  private static void assertRefused(Executable check) {
    OutboundException refused = assertThrows(OutboundException.class, check);
    assertEquals(Reason.REFUSED, refused.reason());
  }
}
