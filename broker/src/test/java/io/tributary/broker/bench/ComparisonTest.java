package io.tributary.broker.bench;

import static io.tributary.broker.bench.FiguresTest.figures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void aTenthMoreIsToleratedAndNotMore() {
    assertFalse(compared(new double[] {1}, new double[] {1.099}).regressed());
    assertTrue(compared(new double[] {1}, new double[] {1.101}).regressed());
    assertFalse(compared(new double[] {1}, new double[] {0.5}).regressed());
  }

  @Test
  void whatTheMachineDidInOneRoundFallsOut() {
    // Both were twice as slow in the second round; a ratio of medians would not see the change.
    Comparison found = compared(new double[] {1, 2, 1}, new double[] {1.2, 2.4, 1.2});
    assertEquals(1.2, found.change(), 1e-9);
    assertTrue(found.regressed());
  }

  @Test
  void oneBadRoundIsNoRegression() {
    assertFalse(compared(new double[] {1, 1, 1}, new double[] {1, 3, 1}).regressed());
  }

  @Test
  void anOperationThatOneOfThemLacksIsNotCompared() {
    List<Summary> summaries =
        Summary.of(List.of(figures("old", "jwks", 1, 0), figures("new", "refresh RS256", 1, 0)));
    assertTrue(Comparison.of(summaries, "old", "new").isEmpty());
  }

  @Test
  void theTableNamesWhatRegressed() {
    String table =
        Comparison.table(
            List.of(new Comparison("jwks", 1, 1.5, 1.5), new Comparison("userinfo", 1, 1, 1)),
            "old",
            "new");
    assertTrue(table.contains("| jwks | 1.000 | 1.500 | +50.0 % | **regressed** |"), table);
    assertTrue(table.contains("| userinfo | 1.000 | 1.000 | +0.0 % |  |"), table);
  }

  private static Comparison compared(double[] before, double[] after) {
    List<Figures> figures = new ArrayList<>();
    for (double cost : before) {
      figures.add(figures("old", "jwks", cost, 0));
    }
    for (double cost : after) {
      figures.add(figures("new", "jwks", cost, 0));
    }
    return Comparison.of(Summary.of(figures), "old", "new").get(0);
  }
}
