package io.tributary.platform.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HarmlessTextTest {
  @Test
  void whatATerminalActsUponBecomesVisible() {
    assertEquals(
        "a\\u001b[2Jb\\u009b1A\\u202ec\\u2028\\u000a\\u000d\\u0007\\u200b\\ud800",
        HarmlessText.of("a\u001b[2Jb\u009b1A\u202ec\u2028\n\r\u0007\u200b\ud800"));
  }

  @Test
  void lettersOfAnyScriptAndTabsStay() {
    assertEquals("Zoë\tИван 山田 😀", HarmlessText.of("Zoë\tИван 山田 😀"));
  }
}
