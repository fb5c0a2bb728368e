package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final Budget JWKS = new Budget("jwks", 0.04, 0, Map.of(ProfileParts.KERNEL, 4L));
  private static final Budget LOGIN =
      new Budget("login RS256", 2, 1.5, Map.of(ProfileParts.KERNEL, 30L, "signatures", 10L));

  @Test
  void aPartHasItsShareOfWhatWasMeasured() {
    assertEquals(500, LOGIN.micros("signatures"));
    assertEquals(1500, LOGIN.micros(ProfileParts.KERNEL));
    assertEquals(0, LOGIN.micros("JSON"));
    assertEquals(0, new Budget("jwks", 1, 0, Map.of()).micros("JSON"));
  }

  @Test
  void theRowsOfAColumnMakeItsSum() {
    String table = Budget.table(List.of(JWKS, LOGIN));
    assertTrue(
        table.startsWith("| CPU-microseconds | jwks | login RS256 |\n|---|---|---|\n"), table);
    assertTrue(table.contains("| signatures | 0.0 | 500 |\n"), table);
    assertTrue(table.contains("| " + ProfileParts.KERNEL + " | 40 | 1500 |\n"), table);
    assertTrue(
        table.endsWith("| **PostgreSQL** | 0.0 | 1500 |\n| **together** | 40 | 3500 |\n"), table);
    assertFalse(table.contains("JSON"), "nobody spends anything on it");
  }
}
