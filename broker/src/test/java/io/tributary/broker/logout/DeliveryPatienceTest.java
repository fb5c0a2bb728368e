package io.tributary.broker.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPatienceTest {
  private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"1,5", "2,20", "3,80", "4,320", "5,1280", "6,3600", "7,3600", "40,3600"})
  void waitsLongerEachTimeButNotForEver(int attempts, long seconds) {
    assertEquals(
        Optional.of(CREATED.plusSeconds(seconds)),
        DeliveryPatience.next(CREATED, attempts, CREATED, 0.5));
  }

  @Test
  void aCrowdDoesNotReturnTogether() {
    assertEquals(
        CREATED.plusSeconds(4), DeliveryPatience.next(CREATED, 1, CREATED, 0).orElseThrow());
    assertEquals(
        CREATED.plusSeconds(6), DeliveryPatience.next(CREATED, 1, CREATED, 1).orElseThrow());
  }

  @Test
  void aDayIsEnough() {
    Instant late = CREATED.plus(Duration.ofHours(22));
    assertTrue(DeliveryPatience.next(CREATED, 30, late, 1).isPresent());
    assertFalse(
        DeliveryPatience.next(CREATED, 30, CREATED.plus(Duration.ofHours(23)), 0.5).isPresent());
    assertFalse(
        DeliveryPatience.next(CREATED, 1, CREATED.plus(Duration.ofHours(30)), 0).isPresent());
  }
}
