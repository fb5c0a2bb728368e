package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OtherWorkTest {
  private static final String BEFORE = "cpu  100 10 50 1000 40 5 5 10 7 0\ncpu0 1 2 3 4\n";

  private static OtherWork after(String line) {
    return OtherWork.between(BEFORE, line + "\ncpu0 9 9 9 9\n");
  }

  @Test
  void idleAndWaitingForADiskAreNoWork() {
    assertEquals(0, after("cpu  100 10 50 1900 140 5 5 10 7 0").percent());
  }

  @Test
  void everythingElseIsAndGuestsAreCountedOnce() {
    OtherWork some = after("cpu  150 20 70 1800 140 10 10 15 99 99");
    assertEquals(9.55, some.percent(), 0.01);
    assertFalse(some.sentence().contains("**"), some::sentence);
    OtherWork much = after("cpu  300 10 50 1800 40 5 5 10 7 0");
    assertEquals(20, much.percent(), 0.01);
    assertTrue(much.sentence().contains("20 %"), much::sentence);
    assertTrue(much.sentence().contains("**"), much::sentence);
  }
}
