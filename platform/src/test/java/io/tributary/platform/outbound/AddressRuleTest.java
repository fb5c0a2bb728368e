package io.tributary.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.outbound.OutboundException.Reason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "5f00::1",
        "2001:0:7f00:1::", // Teredo
        "2002:a9fe:a9fe::1", // 6to4 of the metadata service
        "2a00:1450::5efe:10.0.0.1", // ISATAP under a public prefix
        "2a00:1450::200:5efe:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::100.100.100.200",
        "100.100.100.200",
        "192.0.0.192",
        "fe80::a9fe:a9fe",
        "ff05::1:3"
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

  /** Java turns a mapped address into IPv4 only when it is asked by name. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"})
  void anAddressMappedIntoIpv6IsTheIpv4Address(String v4) throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(InetAddress.getByName(v4).getAddress(), 0, mapped, 12, 4);
    InetAddress address = Inet6Address.getByAddress("name.example", mapped, -1);
    assertEquals(16, address.getAddress().length);
    assertFalse(AddressRule.isPublic(address));
    Addresses allowed = Addresses.publicAnd(List.of(v4 + "/32"), false);
    Target target = Target.of(URI.create("https://name.example/"));
    AddressRule.check(allowed, target, List.of(address));
    assertRefused(() -> AddressRule.check(Addresses.PUBLIC_ONLY, target, List.of(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,        https://app.internal/,  10.1.2.3,        true",
    "10.0.0.0/8,        https://app.internal/,  11.1.2.3,        true", // public anyway
    "10.0.0.0/8,        https://app.internal/,  192.168.1.1,     false",
    "10.0.0.0/8,        https://app.internal/,  127.0.0.1,       false",
    "10.0.0.0/8,        https://app.internal/,  64:ff9b::a01:203, true", // NAT64 of 10.1.2.3
    "10.1.2.3,          https://app.internal/,  10.1.2.3,        true",
    "10.1.2.3,          https://app.internal/,  10.1.2.4,        false",
    "fd00::/8,          https://app.internal/,  fd12::1,         true",
    "fd00::/8,          https://app.internal/,  fe80::1,         false",
    "app.internal,      https://app.internal/,  10.1.2.3,        true",
    "APP.internal,      https://App.Internal/,  10.1.2.3,        true",
    "app.internal,      https://evil.app.internal/, 10.1.2.3,    false",
    "app.internal,      https://app.internal.evil/, 10.1.2.3,    false",
    "127.0.0.0/8,       https://app.internal/,  127.0.0.1,       true",
    "127.0.0.0/8,       http://app.internal/,   127.0.0.1,       false", // http only when asked for
    "app.internal,      http://app.internal/,   10.1.2.3,        false",
  })
  void theOperatorAllowsWhatIsNotPublic(
      String allowed, String uri, String address, boolean accepted) throws UnknownHostException {
    Addresses addresses = Addresses.publicAnd(List.of(allowed), false);
    Target target = Target.of(URI.create(uri));
    List<InetAddress> resolved = List.of(InetAddress.getByName(address));
    if (accepted) {
      AddressRule.check(addresses, target, resolved);
    } else {
      assertRefused(() -> AddressRule.check(addresses, target, resolved));
    }
  }

  @Test
  void plainHttpToAnAllowedLoopbackAddressNeedsALoopbackIssuer() throws UnknownHostException {
    Target target = Target.of(URI.create("http://localhost/"));
    List<InetAddress> home = List.of(InetAddress.getLoopbackAddress());
    AddressRule.check(Addresses.publicAnd(List.of("localhost"), true), target, home);
    assertRefused(
        () -> AddressRule.check(Addresses.publicAnd(List.of("localhost"), false), target, home));
    assertRefused(() -> AddressRule.check(Addresses.publicAnd(List.of(), true), target, home));
    List<InetAddress> both = List.of(home.get(0), InetAddress.getByName("1.1.1.1"));
    assertRefused(
        () -> AddressRule.check(Addresses.publicAnd(List.of("localhost"), true), target, both));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0/8",
        "10.0.0.256",
        "::/129",
        "*",
        "*.internal",
        "a b",
        "https://app.internal",
        "app.internal:443",
        "[::1]",
        "fe80::1%eth0",
        "-a",
        "a..b",
        "2130706433",
        "127.1"
      })
  void whatIsNoHostAndNoBlockIsRefused(String text) {
    assertFalse(Addresses.isException(text));
    assertThrows(IllegalArgumentException.class, () -> Addresses.publicAnd(List.of(text), false));
  }

  private static void assertRefused(Executable check) {
    OutboundException refused = assertThrows(OutboundException.class, check);
    assertEquals(Reason.REFUSED, refused.reason());
  }
}
