package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When statements wait for one another, and when they are only slow. */
class StatementDelayTest {
  private static final long MILLI = 1_000_000;
  private static final long MINUTE = 60_000 * MILLI;

  private final StatementDelay delay = new StatementDelay();
  private long now = -5 * MILLI;

  /** One is answered while another one is under way. */
  private void answer(String name, long nanos) {
    now += nanos;
    delay.sent();
    delay.answered(name, now, nanos);
  }

  private void answers(int times, String name, long nanos) {
    for (int i = 0; i < times; i++) {
      answer(name, nanos);
    }
  }

  @Test
  void nothingAskedIsNoQueue() {
    assertEquals(0, delay.nanos());
    delay.sent();
    assertEquals(0, delay.nanos());
  }

  @Test
  void aStatementThatIsAlwaysSlowIsNoQueue() {
    delay.sent();
    answers(100, "far away", 40 * MILLI);
    answers(100, "near", MILLI);
    answers(100, "far away", 110 * MILLI);
    answers(100, "near", 3 * MILLI);
    assertEquals(0, delay.nanos());
  }

  @Test
  void whatTakesLongerThanItsBestWaits() {
    delay.sent();
    answers(10, "read", MILLI);
    answers(100, "read", 23 * MILLI);
    assertEquals(20, Math.round(delay.nanos() / (double) MILLI));
  }

  @Test
  void oneSlowAnswerIsSoonForgotten() {
    delay.sent();
    answer("read", MILLI);
    answer("read", 30_000 * MILLI);
    assertTrue(delay.nanos() <= 100 * MILLI / 8, "bounded");
    answers(40, "read", MILLI);
    assertTrue(delay.nanos() < MILLI, "forgotten");
  }

  /** A database that is away says no in no time: what it takes when it is back is no queue. */
  @Test
  void aRefusalIsNoBestTime() {
    delay.sent();
    for (int i = 0; i < 100; i++) {
      delay.sent();
      delay.failed();
    }
    answers(100, "read", 5 * MILLI);
    assertEquals(0, delay.nanos());
  }

  @Test
  void nothingUnderWayIsNoQueueWhateverWas() {
    delay.sent();
    answer("read", MILLI);
    answers(100, "read", 50 * MILLI);
    assertTrue(delay.nanos() > 40 * MILLI);
    delay.answered("read", now, 50 * MILLI);
    assertEquals(0, delay.nanos());
  }

  @Test
  void theBestIsThatOfTheLastMinutes() {
    delay.sent();
    answer("read", MILLI);
    answers(100, "read", 40 * MILLI);
    assertTrue(delay.nanos() > 30 * MILLI);
    now += MINUTE;
    answer("read", 40 * MILLI);
    now += MINUTE;
    answers(100, "read", 40 * MILLI);
    assertTrue(delay.nanos() < MILLI, "the database has become slower, that is all");
  }
}
