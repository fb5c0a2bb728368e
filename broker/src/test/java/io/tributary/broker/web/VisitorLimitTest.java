package io.tributary.broker.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.kit.TestClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitorLimitTest {
  private final TestClock clock = new TestClock();
  private final VisitorLimit limit = new VisitorLimit(clock, 3, 0.5);

  @Test
  void aBurstIsTakenAndNoMore() {
    assertEquals(3, taken("a", 10));
    assertEquals(3, taken("b", 10));
  }

  @Test
  void tokensComeBackWithTimeAndNeverBeyondTheBurst() {
    taken("a", 3);
    clock.forward(Duration.ofMillis(1999));
    assertFalse(limit.take("a"));
    clock.forward(Duration.ofMillis(1));
    assertTrue(limit.take("a"));
    clock.forward(Duration.ofDays(1));
    assertEquals(3, taken("a", 10));
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    taken("a", 3);
    clock.forward(Duration.ofHours(-1));
    assertFalse(limit.take("a"));
  }

  private long taken(String address, int tries) {
    return IntStream.range(0, tries).filter(i -> limit.take(address)).count();
  }
}
