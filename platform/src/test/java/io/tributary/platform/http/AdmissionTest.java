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
  private static final long OVERLOAD = Admission.OVERLOAD_NANOS + 1;
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
    begins(OVERLOAD, MANY);
    assertTrue(admission.crowded());
  }

  @ParameterizedTest
  @CsvSource({
    // delay in microseconds, under way, begins, let in while crowded
    "0, 1, true, true",
    "300, 1000, true, true",
    "301, 1, true, false",
    "301, 1000, true, false",
    "301, 0, true, true",
    "60000000, 0, true, true",
    "60000000, 1, true, false",
    "301, 1, false, true",
    "1200, 1000, false, true",
    "1201, 1, false, false",
    "60000000, 0, false, true",
    "60000000, 1, false, false"
  })
  void whileCrowded(long micros, int underWay, boolean begins, boolean letIn) {
    crowd();
    assertEquals(letIn, admission.admits(now, micros * 1000, underWay, begins));
  }

  @Test
  void aBurstIsNoOverloadUntilItIsALargeOne() {
    for (int underWay = 0; underWay < MANY; underWay++) {
      assertTrue(begins(400 * MILLI, underWay), underWay + " under way");
    }
    assertFalse(begins(OVERLOAD, MANY));
  }

  /** They wait for an upstream, and harm nobody. */
  @Test
  void manyThatDoNotWaitForUsAreNoOverload() {
    for (int i = 0; i < 5000; i++) {
      now += MILLI;
      assertTrue(begins(Admission.OVERLOAD_NANOS, 10_000));
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
  @CsvSource({"1, 128", "2, 64", "4, 32", "8, 16", "64, 16"})
  void allLoopsTogetherBearABurst(int loops, int eachOfThem) {
    assertEquals(eachOfThem, new Admission(loops).burst());
  }

  /** So many requests in a window, so many of them late. */
  private void window(int requests, int late) {
    long end = now + Admission.WINDOW_NANOS;
    for (int i = 0; i < requests; i++) {
      begins(i < late ? LATE : 0, Admission.FEW);
    }
    now = end;
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000, true", "1000, 250, true", "1000, 240, false", "1000, 0, false"})
  void itIsOverWhenFewHadToBeRefusedForASecond(int requests, int late, boolean remains) {
    crowd();
    window(requests, late);
    begins(0, Admission.FEW);
    assertEquals(remains, admission.crowded());
    assertEquals(!remains, begins(LATE, MANY - 1));
  }

  /** Were it otherwise, a moment's overload would go on for as long as there is much to do. */
  @Test
  void whatIsSustainableIsServedAgainAfterAMomentOfOverload() {
    crowd();
    window(1000, 900);
    window(1000, 900);
    assertFalse(begins(LATE, Admission.FEW));
    window(1000, 100);
    for (int i = 0; i < 20; i++) {
      assertTrue(begins(LATE, Admission.FEW));
      window(1000, 100);
    }
    assertFalse(admission.crowded());
  }

  @Test
  void itComesBackAtOnce() {
    crowd();
    window(1000, 0);
    begins(0, 0);
    assertFalse(admission.crowded());
    assertFalse(begins(OVERLOAD, MANY));
  }

  @Test
  void silenceEndsItToo() {
    crowd();
    now += 60 * Admission.WINDOW_NANOS;
    assertTrue(ends(0, 0));
    assertFalse(admission.crowded());
  }
}
