package io.tributary.broker.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.mapping.MappingSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u2028b", "a\u202eb", "a\u0007"})
  void aMessageIsOneLineThatSaysSomething(String message) {
    assertThrows(LaboratoryException.class, () -> new Change("cli:ann", message));
    assertThrows(LaboratoryException.class, () -> new Change(message, "why"));
  }

  @Test
  void aMessageHasABound() {
    assertEquals(Change.LONGEST, new Change("a", "x".repeat(Change.LONGEST)).message().length());
    assertThrows(LaboratoryException.class, () -> new Change("a", "x".repeat(Change.LONGEST + 1)));
  }

  @Test
  void theFingerprintOfFilesKnowsTheTestsAndSoDoesTheVersion() {
    MappingSource without = LaboratoryRig.gives("roles", "a");
    MappingSource with = LaboratoryRig.withTests(without, "tests: []");
    assertNotEquals(without.version(), with.version());
    assertNotEquals(Fingerprint.of(without), Fingerprint.of(with));
    assertNotEquals(Fingerprint.of(without), Fingerprint.of(LaboratoryRig.gives("roles", "b")));
  }
}
