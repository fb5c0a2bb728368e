package io.tributary.broker.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSet;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
  private static final Instant END = Instant.parse("2026-01-31T12:00:00Z");
  private static final int PEOPLE = 20_000;

  private static Canary canary(long draft, int share, String... subjects) {
    return new Canary("roles", draft, MappingSet.NONE, share, Set.of(subjects), END);
  }

  private static Set<Integer> taken(Canary canary) {
    return IntStream.range(0, PEOPLE)
        .filter(i -> canary.takes("subject-" + i, END.minusSeconds(1)))
        .boxed()
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 500, 5_000, 9_999, 10_000})
  void takesAboutItsShare(int share) {
    double expected = PEOPLE * share / 10_000.0;
    int taken = taken(canary(1, share)).size();
    // Four times the standard deviation: the people are always the same, so this never flickers.
    double room = 4 * Math.sqrt(expected * (1 - share / 10_000.0));
    assertTrue(Math.abs(taken - expected) <= room, taken + " of " + expected);
  }

  @Test
  void takesTheSamePeopleAlwaysAndMoreWhenItGrows() {
    assertEquals(taken(canary(7, 500)), taken(canary(7, 500)));
    assertTrue(taken(canary(7, 1_000)).containsAll(taken(canary(7, 500))));
  }

  @Test
  void anotherDraftMeetsOtherPeople() {
    assertNotEquals(taken(canary(7, 500)), taken(canary(8, 500)));
  }

  @Test
  void takesWhoIsNamedAndNobodyElse() {
    Canary named = canary(1, 0, "subject-3");
    assertEquals(Set.of(3), taken(named));
  }

  @Test
  void endsAtItsTime() {
    Canary all = canary(1, 10_000, "ann");
    assertTrue(all.takes("ann", END.minusNanos(1)));
    assertFalse(all.takes("ann", END));
    assertFalse(all.takes("ann", END.plusSeconds(1)));
  }
}
