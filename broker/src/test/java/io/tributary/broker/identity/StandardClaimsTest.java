package io.tributary.broker.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenID Connect Core §5.1 and §5.1.1. */
class StandardClaimsTest {
  @ParameterizedTest
  @CsvSource({
    "given_name, Ann",
    "website, https://ann.example/",
    "picture, http://localhost/me.png",
    "birthdate, 1980-02-29",
    "birthdate, 0000-12-31",
    "birthdate, 1980",
    "zoneinfo, Europe/Vienna",
    "zoneinfo, UTC",
    "locale, de-AT",
    "locale, en",
    "phone_number, +431234567",
    "phone_number, +431234567;ext=89",
  })
  void good(String claim, String value) {
    assertTrue(StandardClaims.fault(claim, value).isEmpty(), claim);
  }

  @ParameterizedTest
  @CsvSource({
    "given_name, ''",
    "given_name, ' '",
    "website, javascript:alert(1)",
    "website, data:text/html;x",
    "website, ann.example",
    "website, //ann.example",
    "website, https:ann",
    "picture, https://ann.example/a b",
    "profile, ftp://ann.example/",
    "birthdate, 1981-02-29",
    "birthdate, 80-02-01",
    "birthdate, 0000",
    "birthdate, 1980-2-1",
    "birthdate, 1980-02-01T00:00",
    "birthdate, +1980-02-01",
    "zoneinfo, Vienna",
    "zoneinfo, europe/vienna",
    "zoneinfo, +01:00",
    "locale, de_AT",
    "locale, -",
    "locale, x-private",
    "phone_number, 01234567",
    "phone_number, +0431234",
    "phone_number, +43 1 234567",
    "phone_number, +4312345678901234",
    "phone_number, +431234567;ext=",
    "phone_number, tel:+431234567",
  })
  void bad(String claim, String value) {
    assertTrue(StandardClaims.fault(claim, value).isPresent(), claim);
  }

  @Test
  void controlCharactersAndEndlessTextsAreNone() {
    assertTrue(StandardClaims.fault("nickname", "a\u0000b").isPresent());
    assertTrue(StandardClaims.fault("nickname", "a\u001b[31m").isPresent());
    assertTrue(StandardClaims.fault("nickname", "a".repeat(1025)).isPresent());
    assertTrue(StandardClaims.fault("formatted", "Street 1\r\n1010 Wien").isEmpty());
  }

  /** What a provider says of another shape never reaches an application. */
  @Test
  void onlyWhatHasTheShapeIsCarried() {
    ClaimSet raw =
        ClaimSet.ofValues(
            Map.ofEntries(
                Map.entry("given_name", "Ann"),
                Map.entry("family_name", List.of("x")),
                Map.entry("nickname", 7),
                Map.entry("website", "javascript:alert(1)"),
                Map.entry("picture", "https://idp.example/p.png"),
                Map.entry("locale", "de_AT"),
                Map.entry("updated_at", "yesterday"),
                Map.entry("phone_number", "+43 1 234"),
                Map.entry("phone_number_verified", "true"),
                Map.entry("address", Map.of("locality", "Wien", "country", 43, "secret", "x")),
                Map.entry("email", "not@mine.example"),
                Map.entry("preferred_username", "admin"),
                Map.entry("groups", List.of("superusers"))));
    assertEquals(
        Map.of(
            "given_name", "Ann",
            "picture", "https://idp.example/p.png",
            "locale", "de_AT",
            "phone_number", "+43 1 234",
            "address", Map.of("locality", "Wien")),
        StandardClaims.carried(raw));
  }

  @Test
  void aNumberIsNotVerifiedWhenThereIsNone() {
    assertEquals(
        Map.of(),
        StandardClaims.carried(
            ClaimSet.ofValues(
                Map.of("phone_number_verified", true, "address", "text", "updated_at", -1))));
    assertEquals(
        Map.of("phone_number", "1", "phone_number_verified", true, "updated_at", 12L),
        StandardClaims.carried(
            ClaimSet.ofValues(
                Map.of("phone_number", "1", "phone_number_verified", true, "updated_at", 12L))));
  }
}
