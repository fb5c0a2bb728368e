package io.tributary.inventory.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsoDetailsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, Alice Liddell, Alice, Liddell",
        "-, -, Alice Pleasance Liddell, Alice, Pleasance Liddell",
        "-, -, Alice, Alice, ''",
        "-, -, '  Alice   Liddell ', Alice, Liddell",
        "-, -, -, '', ''",
        "A., -, Alice Liddell, A., ''",
        "-, L., Alice Liddell, '', L.",
        "A., L., Alice Liddell, A., L.",
      })
  void aFullNameCountsWhereItsPartsAreNotGiven(
      String given, String family, String full, String first, String last) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("given_name", given);
    claims.put("family_name", family);
    claims.put("name", full);
    SsoDetails details = SsoDetails.of("https://login.example.com", "subject", claims);
    assertEquals(first, details.firstName());
    assertEquals(last, details.lastName());
  }

  @Test
  void aNameThatIsNoTextIsNone() {
    SsoDetails details = SsoDetails.of("i", "s", Map.of("name", 7, "given_name", true));
    assertEquals("", details.firstName() + details.lastName());
  }

  @Test
  void eachPartHasTheLengthThatTheTableHolds() {
    SsoDetails details =
        SsoDetails.of("i", "s", Map.of("name", "a".repeat(400) + " " + "b".repeat(400)));
    assertEquals("a".repeat(150), details.firstName());
    assertEquals("b".repeat(150), details.lastName());
  }
}
