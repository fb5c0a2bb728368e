package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ReplayBenchTest {
  @Test
  void progressAndTimeAreNoFinding() {
    String slow =
        "Tried 5 of 9 …\n3 of 9 identities change.\nTried 9 recorded identities in 1.2 s.\nDone.\n";
    String fast = "3 of 9 identities change.\nTried 9 recorded identities in 0.4 s.\n";
    assertEquals(ReplayBench.found(fast), ReplayBench.found(slow));
    assertEquals(
        "3 of 9 identities change.\nTried 9 recorded identities.\n", ReplayBench.found(slow));
  }

  @Test
  void whoIsHitIsOne() {
    assertNotEquals(
        ReplayBench.found("3 of 9 identities change.\n"),
        ReplayBench.found("4 of 9 identities change.\n"));
    assertNotEquals(ReplayBench.found("alice: -staff\n"), ReplayBench.found("bob: -staff\n"));
  }
}
