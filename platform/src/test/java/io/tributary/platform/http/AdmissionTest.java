package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decisions, on a clock that the test moves. */
class AdmissionTest {
  private static final long MILLI = 1_000_000;
  private static final long LATE = Admission.TARGET_NANOS + 1;
  private static final int MANY = Admission.BURST;

  private final Admission admission = new Admission();
  private long now = Long.MAX_VALUE - 300 * MILLI; // a monotonic clock may run over

  private boolean begins(long delay, int underWay) {
    return admission.admits(now, delay, underWay, true);
  }

  private boolean ends(long delay, int underWay) {
    return admission.admits(now, delay, underWay, false);
  }

  private void crowd() {
    begins(LATE, MANY);
    assertTrue(admission.crowded());
  }

  @ParameterizedTest
  @CsvSource({
    // delay ms, under way, begins, let in while crowded
    "0, 6, true, true",
    "5, 1000, true, true",
    "6, 6, true, false",
    "6, 1000, true, false",
    "6, 5, true, true",
    "60000, 0, true, true",
    "60000, 5, true, true",
    "60000, 6, true, false",
    "6, 6, false, true",
    "15, 1000, false, true",
    "16, 6, false, false",
    "60000, 5, false, true",
    "60000, 6, false, false"
  })
  void whileCrowded(long millis, int underWay, boolean begins, boolean letIn) {
    crowd();
    assertEquals(letIn, admission.admits(now, millis * MILLI, underWay, begins));
  }

  @Test
  void aBurstIsNoOverloadUntilItIsALargeOne() {
    for (int underWay = 0; underWay < MANY; underWay++) {
      assertTrue(begins(400 * MILLI, underWay), underWay + " under way");
    }
    assertFalse(begins(LATE, MANY));
  }

  @Test
  void manyThatDoNotWaitAreNoOverload() {
    for (int i = 0; i < 5000; i++) {
      now += MILLI;
      assertTrue(begins(Admission.TARGET_NANOS, 10_000));
    }
  }

  @Test
  void fewThatWaitAreNoOverload() {
    for (int i = 0; i < 5000; i++) {
      now += MILLI;
      assertTrue(begins(10_000 * MILLI, Admission.FEW - 1));
    }
  }

  @Test
  void waitingThatStandsIsOverload() {
    long begun = now;
    while (now - begun < Admission.STANDING_NANOS) {
      assertTrue(begins(LATE, Admission.FEW));
      now += MILLI;
    }
    assertFalse(begins(LATE, Admission.FEW));
  }

  @Test
  void waitingThatComesAndGoesIsNoOverload() {
    for (int i = 0; i < 100; i++) {
      now += Admission.STANDING_NANOS - MILLI;
      assertTrue(begins(LATE, MANY - 1));
      assertTrue(begins(0, MANY - 1));
    }
  }

  @Test
  void itIsOverAfterASecondWithoutARefusal() {
    crowd();
    now += Admission.CALM_NANOS - MILLI;
    assertTrue(begins(0, MANY));
    assertTrue(admission.crowded());
    assertFalse(begins(LATE, Admission.FEW));
    now += Admission.CALM_NANOS - MILLI;
    assertTrue(begins(0, MANY));
    assertTrue(admission.crowded());
    now += MILLI;
    assertTrue(begins(0, MANY));
    assertFalse(admission.crowded());
    assertTrue(begins(LATE, Admission.FEW));
  }

  @Test
  void silenceEndsItToo() {
    crowd();
    now += 60 * Admission.CALM_NANOS;
    assertTrue(ends(0, 0));
    assertFalse(admission.crowded());
  }
}
