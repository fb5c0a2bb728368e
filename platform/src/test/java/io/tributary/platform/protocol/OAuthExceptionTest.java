package io.tributary.platform.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OAuthExceptionTest {
  @Test
  void keepsTheReasonOutOfThePublicText() {
    OAuthException refusal =
        OAuthException.of(ErrorCode.INVALID_GRANT, "The code is not valid", "used twice");
    assertEquals(Optional.of("used twice"), refusal.detail());
    assertFalse(refusal.getMessage().contains("used twice"));
    assertEquals("The code is not valid", refusal.description());
    assertEquals(400, refusal.code().status());
  }

  @Test
  void everyCodeIsItsOwnWord() {
    Set<String> words = new HashSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      assertTrue(words.add(code.wire()), code.wire());
      assertTrue(code.wire().matches("[a-z_]+"), code.wire());
      assertTrue(code.status() >= 400, code.wire());
    }
  }

  @Test
  void randomTokensAreLongPlainAndNeverTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertTrue(RandomToken.bits256().matches("[A-Za-z0-9_-]{43}"));
      assertTrue(RandomToken.bits128().matches("[A-Za-z0-9_-]{22}"));
      assertTrue(seen.add(RandomToken.bits128()));
    }
  }
}
