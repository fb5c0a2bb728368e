package io.tributary.broker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  private static final UpstreamTrust TRUST =
      new UpstreamTrust("okta", List.of("Example.com", "b\u00FCcher.example"));

  @ParameterizedTest
  @CsvSource({
    "alice@example.com, true",
    "Alice@EXAMPLE.com, true",
    "alice+tag@example.com, true",
    "alice@b\u00FCcher.example, true",
    "alice@xn--bcher-kva.example, true",
    "alice@sub.example.com, false",
    "alice@example.com.evil.example, false",
    "alice@notexample.com, false",
    "alice@example.co, false",
    "alice@example.comm, false",
    "alice@evil.example, false",
  })
  void aDomainIsComparedExactly(String email, boolean trusted) {
    assertEquals(trusted, TRUST.covers(EmailAddress.parse(email).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "alice",
        "alice@",
        "@example.com",
        "alice@evil.example@example.com",
        "\"alice@evil.example\"@example.com",
        "alice@example.com.",
        "alice@exa mple.com",
        "alice @example.com",
        "alice@example.com\n",
        "alice\u0000@example.com",
        "alice\u200B@example.com",
        "alice@example\u3002com", // ideographic full stop
        "alice@\uFF45xample.com", // full-width e
        "alice@example.\u212Aom",
        "alice@exam\u00ADple.com", // soft hyphen, dropped by IDNA
        "alice@[127.0.0.1]",
        "alice@example..com",
        "<alice@example.com>"
      })
  void whatProgramsReadDifferentlyIsNoAddress(String text) {
    assertEquals(Optional.empty(), EmailAddress.parse(text));
  }

  @Test
  void tooLongIsNoAddress() {
    assertEquals(Optional.empty(), EmailAddress.parse("a".repeat(65) + "@example.com"));
    assertEquals(Optional.empty(), EmailAddress.parse("a@" + "b.".repeat(150) + "com"));
  }

  @Test
  void theKeyFoldsAsciiOnly() {
    assertEquals("alice@example.com", key("ALICE@Example.COM"));
    // The trick behind password resets that went to a stranger: each folds to ASCII in Unicode.
    assertNotEquals(key("mike@example.com"), key("mi\u212Ae@example.com"));
    assertNotEquals(key("mike@example.com"), key("M\u0130KE@example.com"));
    assertNotEquals(key("mike@example.com"), key("m\u0131ke@example.com"));
  }

  @Test
  void aListOfDomainsHoldsDomains() {
    for (String wrong :
        List.of("", "@example.com", "*.example.com", "exa mple", "\uFF45xample.com")) {
      assertThrows(
          IllegalArgumentException.class, () -> new UpstreamTrust("okta", List.of(wrong)), wrong);
    }
    assertTrue(new UpstreamTrust("okta", List.of()).trustsEmailDomains().isEmpty());
    assertFalse(
        new UpstreamTrust("okta", List.of())
            .covers(EmailAddress.parse("a@b.example").orElseThrow()));
  }

  private static String key(String email) {
    return EmailAddress.parse(email).orElseThrow().key();
  }
}
