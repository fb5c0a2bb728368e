package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the figures: medians, goals, tables. */
class FiguresTest {
  @Test
  void aMedianIsTheMiddleAndNotTheUpperOne() {
    assertEquals(2, Summary.middle(new double[] {3, 1, 2}));
    assertEquals(2.5, Summary.middle(new double[] {4, 1, 3, 2}));
    assertTrue(Double.isNaN(Summary.middle(new double[0])));
  }

  @Test
  void roundsOfOneOperationOfOneProviderBelongTogether() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                figures("a", "jwks", 0.01, 0.02),
                figures("b", "jwks", 0.5, 0.5),
                figures("a", "login RS256", 1, 1),
                figures("a", "jwks", 0.03, 0.02)));
    assertEquals(3, summaries.size());
    assertEquals("a", summaries.get(0).subject());
    assertEquals(0.03, summaries.get(0).least(Figures::totalMs), 1e-9);
    assertEquals(0.04, summaries.get(0).median(Figures::totalMs), 1e-9);
    assertEquals(0.05, summaries.get(0).most(Figures::totalMs), 1e-9);
  }

  @Test
  void goalsGrowWithTheSignatureOfTheMachine() {
    assertEquals(0.32, Goals.here("client-credentials RS256", Goals.SIGNATURE), 1e-9);
    assertEquals(0.64, Goals.here("client-credentials RS256", 2 * Goals.SIGNATURE), 1e-9);
    assertEquals(0.32, Goals.here("client-credentials RS256", Double.NaN), 1e-9);
    assertTrue(Double.isNaN(Goals.here("token RS256", Goals.SIGNATURE)));
  }

  @Test
  void theTableSaysWhichGoalIsMissed() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                figures("t", "userinfo", 0.03, 0.024), figures("t", "introspection", 0.03, 0.026)));
    String table = Tables.costs(summaries, Goals.SIGNATURE);
    assertEquals("0.050 |", ending(table, "userinfo"));
    assertEquals("0.050 missed |", ending(table, "introspection"));
  }

  @Test
  void providersAreComparedWhereBothDidIt() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                figures("ours", "jwks", 0.01, 0),
                figures("theirs", "jwks", 0.04, 0),
                figures("ours", "login RS256", 1, 1)));
    String table = Tables.comparison(summaries, "ours", "theirs");
    assertTrue(table.contains("| jwks | 0.010 / 0.010 / 0.010 | 0.040 / 0.040 / 0.040 | 4.0 |"));
    assertFalse(table.contains("login"), table);
  }

  @Test
  void holdsBeforeTheEndOfTheWarmUpDoNotCount() {
    Holds holds =
        Holds.read(
            List.of(
                "1000 90000 80000 io.tributary.broker.app.Young.start:1",
                "2000 3000 500 java.lang.Object.wait:1|io.tributary.broker.token.A.b:7",
                "2001 2500 2400 java.util.HashMap.get:9",
                "2002 garbled",
                "2003 900 900 "),
            2000);
    assertEquals(3, holds.seen().size());
    assertEquals(3.0, holds.longest().orElseThrow().millis());
    assertEquals("io.tributary.broker.token.A.b:7", holds.longest().orElseThrow().where());
    assertEquals(2.4, holds.longestWork().orElseThrow().cpuMillis());
    assertEquals("java.util.HashMap.get:9", holds.longestWork().orElseThrow().where());
    assertEquals(1, holds.longerThan(2));
    assertEquals("unknown", holds.seen().get(2).where());
  }

  private static String ending(String table, String operation) {
    String line = table.lines().filter(one -> one.startsWith("| " + operation)).findFirst().get();
    return line.substring(line.lastIndexOf('|', line.length() - 2) + 2);
  }

  static Figures figures(String subject, String label, double server, double database) {
    return new Figures(subject, label, 1000, 0, 200, 1, 2, server, server / 10, database);
  }
}
