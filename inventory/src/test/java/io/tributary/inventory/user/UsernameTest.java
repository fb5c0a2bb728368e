package io.tributary.inventory.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsernameTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          alice,               ALICE
          alice@example.com,   Alice@Example.COM
          alice,               ａｌｉｃｅ
          strasse,             STRAẞE
          straße,              STRASSE
          ﬁn,                  FIN
          """)
  void namesThatLookTheSameHaveOneKey(String one, String other) {
    assertEquals(Username.key(one), Username.key(other));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'alice smith',            alicesmith
          '<b>eve</b>',             beveb
          '../../etc',              ....etc
          ' ',                      user
          'ａdmin',                 admin
          """)
  void aWishIsMadeValid(String wish, String name) {
    assertEquals(name, Username.clean(wish));
    assertTrue(Username.isValid(Username.clean(wish)));
  }

  @Test
  void longNamesKeepRoomForTheirEnding() {
    String name = Username.withEnding("a".repeat(150), "12345678");
    assertEquals(150, name.length());
    assertTrue(name.endsWith("-12345678"));
    assertTrue(Username.isValid(Username.clean("𐐀".repeat(100))));
    assertFalse(Username.isValid(""));
    assertFalse(Username.isValid("a b"));
  }
}
