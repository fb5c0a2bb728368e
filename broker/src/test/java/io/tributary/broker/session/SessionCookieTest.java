package io.tributary.broker.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What may be a session's cookie at all; how cookies are read is the test of {@code web}. */
class SessionCookieTest {
  private static final String VALUE = "A".repeat(42) + "_";

  @Test
  void onlyWhatWeCouldHaveMade() {
    assertTrue(SessionCookie.wellFormed(VALUE));
    for (String other :
        new String[] {
          "",
          VALUE + "A",
          VALUE.substring(1),
          '"' + VALUE + '"',
          VALUE.replace('_', '!'),
          VALUE.replace('_', '\n'),
          VALUE + "\n"
        }) {
      assertFalse(SessionCookie.wellFormed(other), other);
    }
  }
}
