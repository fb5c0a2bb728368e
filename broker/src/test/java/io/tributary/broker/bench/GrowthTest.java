package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.protocol.Digests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pure parts of the measurement of growth. */
class GrowthTest {
  private static Figures figures(String subject, double server, double database) {
    return new Figures(subject, "refresh RS256", 100, 0, 50, 1, 2, server, 0, database);
  }

  private static List<GrowthRow> rows(double... stored) {
    List<Figures> all = new ArrayList<>();
    for (double total : stored) {
      all.add(figures(Growth.NONE, 0.5, 0.5));
      all.add(figures(Growth.STORED, 0.5, total - 0.5));
    }
    return GrowthRow.of(Summary.of(all));
  }

  @Test
  void aFifthMoreIsFlatAndMoreIsNot() {
    assertFalse(rows(1.2).get(0).grown());
    assertTrue(rows(1.21).get(0).grown());
    assertTrue(GrowthRow.table(rows(1.3)).contains("1.30 **grows** |"));
    assertFalse(GrowthRow.table(rows(1.1)).contains("grows"));
  }

  @Test
  void oneBadRoundOfThreeDecidesNothing() {
    assertFalse(rows(1.1, 9, 1.1).get(0).grown());
  }

  @Test
  void whatWasNotMeasuredHasNotHeld() {
    assertTrue(rows(Double.NaN).get(0).grown());
  }

  @Test
  void namesOfRowsAreTheSameForTheSameRunOnly() {
    StoredIds ids = new StoredIds("run");
    assertEquals(43, ids.cookie(7).length());
    assertEquals(22, ids.family(7).length());
    assertArrayEquals(Digests.sha256(ids.cookie(7)), ids.sessionHash(7));
    assertNotEquals(ids.cookie(7), ids.cookie(8));
    assertNotEquals(ids.cookie(7), new StoredIds("another run").cookie(7));
  }

  @Test
  void theSessionsThatAreUsedAreSpreadOverAll() {
    Stock.Size full = Stock.Size.FULL;
    assertEquals(50, full.step());
    assertEquals(20_000, full.used());
    assertEquals(30, new Stock.Size(30, 1).used());
    for (int sessions : List.of(1, 19_999, 20_001, 123_457)) {
      Stock.Size size = new Stock.Size(sessions, 1);
      assertTrue((size.used() - 1) * size.step() < sessions);
      assertTrue(size.used() * size.step() >= sessions);
    }
  }

  @Test
  void everybodyHasTheirTurnBeforeAnybodyHasASecondOne() {
    Set<Long> seen = new HashSet<>();
    for (int turn = 0; turn < 20_000; turn++) {
      seen.add(StoredOperations.number(turn, 20_000));
    }
    assertEquals(20_000, seen.size());
  }
}
