package io.tributary.platform.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomTokenTest {
  private static final int MANY = 5000;

  @Test
  void noneRepeatsOrLooksLikeAnOptionOfACommand() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      made.add(RandomToken.bits128());
      made.add(RandomToken.bits256());
    }
    assertEquals(2 * MANY, made.size());
    for (String token : made) {
      assertTrue(token.matches("[A-Za-z0-9_][A-Za-z0-9_-]{21}(?:[A-Za-z0-9_-]{21})?"), token);
    }
    assertTrue(made.stream().anyMatch(token -> token.contains("-")), "the alphabet is whole");
  }
}
