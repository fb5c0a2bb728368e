package io.tributary.broker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as one password, and which are good enough. */
class PasswordTextTest {
  @ParameterizedTest
  @CsvSource({
    "e\u0301t\u00E9-secret, \u00E9t\u00E9-secret", // decomposed, as one keyboard sends it
    "two\u00A0words here, two words here",
    "two\u3000words here, two words here",
  })
  void twoKeyboardsGiveOnePassword(String one, String other) {
    assertEquals(PasswordText.normalise(one), PasswordText.normalise(other));
  }

  @Test
  void differentPasswordsStayDifferent() {
    for (String other : new String[] {"\uFF50assword", "PASSWORD", " password", "password "}) {
      assertNotEquals(PasswordText.normalise("password"), PasswordText.normalise(other));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eightlng, false, true",
    "seven77,  false, false",
    "demo,     true,  true",
    "'',       true,  false",
    "'        ', false, false",
    "SomeBody1, false, false",
    "somebody1, true, true",
  })
  void thePolicy(String password, boolean demo, boolean good) {
    assertEquals(good, PasswordText.fault(password, "somebody1", demo).isEmpty());
  }

  @Test
  void lengthIsBoundedInBytes() {
    assertTrue(PasswordText.normalise("x".repeat(1024)).isPresent());
    assertTrue(PasswordText.normalise("x".repeat(1025)).isEmpty());
    assertTrue(PasswordText.normalise("\u00E9".repeat(513)).isEmpty());
    assertFalse(PasswordText.fault("x".repeat(1025), "a", true).isEmpty());
  }
}
