package io.tributary.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places for each host and for all. */
class HostGatesTest {
  private final HostGates gates = new HostGates(2, 1, 5);
  private final List<String> entered = new ArrayList<>();

  private Runnable named(String name) {
    return () -> entered.add(name);
  }

  @Test
  void letsInWaitsAndTurnsAway() {
    Runnable first = named("first");
    Runnable third = named("third");
    assertTrue(gates.enter("a", first));
    assertTrue(gates.enter("a", named("second")));
    assertTrue(gates.enter("a", third));
    assertFalse(gates.enter("a", named("fourth")));
    assertTrue(gates.enter("b", named("other host")));
    assertEquals(List.of("first", "second", "other host"), entered);
    gates.leave("a", first);
    assertEquals("third", entered.get(3));
    gates.leave("a", third);
    assertTrue(gates.enter("a", named("fifth")));
    assertEquals("fifth", entered.get(4));
  }

  @Test
  void whoeverGivesUpWaitingIsNotLetIn() {
    Runnable first = named("first");
    Runnable impatient = named("impatient");
    gates.enter("a", first);
    gates.enter("a", named("second"));
    gates.enter("a", impatient);
    gates.leave("a", impatient);
    assertTrue(gates.enter("a", named("next")));
    gates.leave("a", first);
    assertEquals(List.of("first", "second", "next"), entered);
  }

  @Test
  void boundsAllHostsTogether() {
    for (int i = 0; i < 5; i++) {
      assertTrue(gates.enter("host" + i, named("x")));
    }
    assertFalse(gates.enter("host5", named("x")));
    Runnable gone = named("x");
    gates.leave("host0", gone);
    assertTrue(gates.enter("host5", named("x")));
  }
}
