package io.tributary.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1&a=2",
        "a=%00",
        "a=%1b",
        "a=%7f",
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%ff",
        "a=%c0%af",
        "a=%ed%a0%80",
        "%ff=1"
      })
  void whatCannotBeReadIsRefused(String encoded) {
    Refusal refusal = assertThrows(Refusal.class, () -> Fields.of(encoded).one("a"));
    assertEquals(400, refusal.status());
  }

  @Test
  void tooManyAreRefused() {
    assertThrows(Refusal.class, () -> Fields.of("a=1&".repeat(501)));
  }

  @Test
  void valuesAreDecodedAndBlankIsAbsent() {
    Fields fields = Fields.of("a=+x%20%C3%BC+&b=&c&d=1&d=2&p=+secret+");
    assertEquals(Optional.of("x ü"), fields.one("a"));
    assertEquals(Optional.empty(), fields.one("b"));
    assertEquals(Optional.empty(), fields.one("c"));
    assertEquals(Optional.empty(), fields.one("none"));
    assertEquals(List.of("1", "2"), fields.all("d"));
    assertEquals(Optional.of(" secret "), fields.raw("p"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "1.5", "x", "99999999999", "٣"})
  void numbersOutsideTheBoundsAreRefused(String value) {
    Fields fields =
        Fields.of(
            "n=" + java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8));
    assertThrows(Refusal.class, () -> fields.number("n", 1, 10));
  }
}
