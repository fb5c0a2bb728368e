package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final String BEFORE =
      "# A\n\n<!-- bench: broker -->\nold\n<!-- /bench: broker -->\n\nWritten by people.\n";

  @Test
  void aSectionIsReplacedAndWhatPeopleWroteStays() {
    assertEquals(BEFORE.replace("old", "new"), Document.with(BEFORE, "broker", "new\n"));
  }

  @Test
  void theWordsOfASectionMayLookLikeAnything() {
    assertEquals(BEFORE.replace("old", "$1 \\"), Document.with(BEFORE, "broker", "$1 \\\n"));
  }

  @Test
  void aNewSectionGoesToTheEnd() {
    String after = Document.with(BEFORE, "peer", "theirs\n");
    assertEquals(BEFORE + "\n<!-- bench: peer -->\ntheirs\n<!-- /bench: peer -->\n", after);
    assertEquals(after, Document.with(after, "peer", "theirs\n"));
  }

  @Test
  void withoutItsEndASectionIsLeftAlone() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Document.with("<!-- bench: broker -->\nall the rest\n", "broker", "new\n"));
  }
}
