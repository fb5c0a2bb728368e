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
  private static final int MANY = 32;

  private final Admission admission = new Admission(4);
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
    "0, 3, true, true",
    "3, 1000, true, true",
    "4, 3, true, false",
    "4, 1000, true, false",
    "4, 2, true, true",
    "60000, 0, true, true",
    "60000, 2, true, true",
    "60000, 3, true, false",
    "4, 3, false, true",
    "9, 1000, false, true",
    "10, 3, false, false",
    "60000, 2, false, true",
    "60000, 3, false, false"
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

  /** However long it lasts: a machine may be slow and everybody content. */
  @Test
  void lessThanABurstIsNoOverload() {
    for (int i = 0; i < 5000; i++) {
      now += MILLI;
      assertTrue(begins(10_000 * MILLI, MANY - 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 128", "2, 64", "4, 32", "8, 16", "64, 12"})
  void allLoopsTogetherBearABurst(int loops, int eachOfThem) {
    assertEquals(eachOfThem, new Admission(loops).burst());
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
