package io.tributary.broker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptLogTest {
  private static final String LEFT_OUT = "… (more was said and left out)";

  private final ScriptLog log = new ScriptLog();

  @Test
  void keepsTheOrderAndBeginsAnew() {
    log.add("one");
    log.add("");
    log.add("one");
    List<String> before = log.lines();
    assertEquals(List.of("one", "", "one"), before);
    log.start();
    assertEquals(List.of(), log.lines());
    assertEquals(List.of("one", "", "one"), before, "what was given out stays");
  }

  @Test
  void cutsTheLineThatIsTooLongAndSaysSoOnce() {
    log.add("x".repeat(ScriptLog.LARGEST - 10));
    log.add("y".repeat(50));
    log.add("z");
    log.add("z");
    assertEquals(3, log.lines().size());
    assertEquals("y".repeat(9), log.lines().get(1));
    assertEquals(LEFT_OUT, log.lines().get(2));
  }

  @Test
  void emptyLinesEndToo() {
    for (int line = 0; line < 100_000; line++) {
      log.add("");
    }
    assertTrue(log.lines().size() <= ScriptLog.LARGEST + 1);
    assertEquals(LEFT_OUT, log.lines().get(log.lines().size() - 1));
  }

  @Test
  void neverCutsACharacterInTwo() {
    log.add("x" + "😀".repeat(ScriptLog.LARGEST));
    String cut = log.lines().get(0);
    assertEquals(ScriptLog.LARGEST - 1, cut.length());
    assertTrue(cut.endsWith("😀"), "whole");
  }

  @Test
  void whatFitsExactlyIsNotCut() {
    log.add("x".repeat(ScriptLog.LARGEST - 1));
    assertEquals(1, log.lines().size());
    log.add("");
    assertEquals(LEFT_OUT, log.lines().get(1));
  }
}
