package io.tributary.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Places for each host and for all. */
class HostGatesTest {
  private final HostGates gates = new HostGates(2, 1, 3, 5);
  private static final Optional<String> NOBODY = Optional.empty();

  private final List<String> entered = new ArrayList<>();

  private Runnable named(String name) {
    return () -> entered.add(name);
  }

  @Test
  void letsInWaitsAndTurnsAway() {
    Runnable first = named("first");
    Runnable third = named("third");
    assertTrue(gates.enter("a", NOBODY, first));
    assertTrue(gates.enter("a", NOBODY, named("second")));
    assertTrue(gates.enter("a", NOBODY, third));
    assertFalse(gates.enter("a", NOBODY, named("fourth")));
    assertTrue(gates.enter("b", NOBODY, named("other host")));
    assertEquals(List.of("first", "second", "other host"), entered);
    gates.leave("a", NOBODY, first);
    assertEquals("third", entered.get(3));
    gates.leave("a", NOBODY, third);
    assertTrue(gates.enter("a", NOBODY, named("fifth")));
    assertEquals("fifth", entered.get(4));
  }

  @Test
  void whoeverGivesUpWaitingIsNotLetIn() {
    Runnable first = named("first");
    Runnable impatient = named("impatient");
    gates.enter("a", NOBODY, first);
    gates.enter("a", NOBODY, named("second"));
    gates.enter("a", NOBODY, impatient);
    gates.leave("a", NOBODY, impatient);
    assertTrue(gates.enter("a", NOBODY, named("next")));
    gates.leave("a", NOBODY, first);
    assertEquals(List.of("first", "second", "next"), entered);
  }

  @Test
  void boundsAllHostsTogether() {
    for (int i = 0; i < 5; i++) {
      assertTrue(gates.enter("host" + i, NOBODY, named("x")));
    }
    assertFalse(gates.enter("host5", NOBODY, named("x")));
    Runnable gone = named("x");
    gates.leave("host0", NOBODY, gone);
    assertTrue(gates.enter("host5", NOBODY, named("x")));
  }

  /** Many slow hosts of one party leave room for the others. */
  @Test
  void onePartyHoldsSomePlacesOnly() {
    Optional<String> greedy = Optional.of("greedy");
    Runnable first = named("first");
    assertTrue(gates.enter("a", greedy, first));
    assertTrue(gates.enter("b", greedy, named("second")));
    assertTrue(gates.enter("c", greedy, named("third")));
    assertFalse(gates.enter("d", greedy, named("fourth")));
    assertTrue(gates.enter("d", Optional.of("other"), named("other")));
    assertTrue(gates.enter("e", NOBODY, named("ours")));
    gates.leave("a", greedy, first);
    assertTrue(gates.enter("d", greedy, named("again")));
    assertFalse(gates.enter("f", greedy, named("too many")));
  }
}
