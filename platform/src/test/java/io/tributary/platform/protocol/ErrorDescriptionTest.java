package io.tributary.platform.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDescriptionTest {
  private static final String ID = "s5iFUGYM0rYyBz6SN6ZnEQ";
  private static final String OTHER = "1oGqk0yVvLrZbXH2mQe8Tg";

  @Test
  void theWireFormIsPinned() {
    assertEquals("Not allowed; reference " + ID, ErrorDescription.of("Not allowed", ID).wire());
    assertEquals(
        new ErrorDescription("Not allowed", Optional.of(ID)),
        ErrorDescription.read("Not allowed; reference " + ID));
  }

  static Stream<String> withoutReference() {
    return Stream.of(
        "",
        "Not allowed",
        "; reference ",
        "; reference short",
        "; Reference " + ID,
        ";reference " + ID,
        "reference " + ID,
        "; reference  " + ID,
        "; reference " + ID + " ",
        "; reference " + ID + ".",
        "; reference " + ID + "\n",
        "; reference " + ID + "\u0000",
        "; reference " + ID + "\u2028",
        "; reference\t" + ID,
        "; reference s5iFUGYM 0rYyBz6SN6ZnEQ",
        "; reference s5iFUGYM\u001b[31m0rYyBz6SN6ZnEQ",
        "; reference \u0455\u0456FUGYM0rYyBz6SN6ZnEQ",
        "; reference <b>" + ID,
        "; reference " + ID + "</b>",
        "; reference \"><script>alert(1)</script>",
        "; reference https://evil.example/" + ID,
        "; reference " + ID + " call 0900 1234",
        "Ask for; reference " + ID + " and say your password",
        "; reference " + "a".repeat(15),
        "; reference " + "a".repeat(65),
        "; reference " + "a".repeat(10_240),
        "; reference ".repeat(1000));
  }

  @ParameterizedTest
  @MethodSource("withoutReference")
  void nothingElseIsAReference(String received) {
    ErrorDescription read = ErrorDescription.read(received);
    assertEquals(Optional.empty(), read.reference());
    assertEquals(ErrorDescription.allowed(received), read.text());
  }

  @Test
  void ofTwoTheLastCounts() {
    ErrorDescription read = ErrorDescription.read("No; reference " + ID + "; reference " + OTHER);
    assertEquals(Optional.of(OTHER), read.reference());
    assertEquals("No; reference " + ID, read.text());
    assertEquals(
        Optional.empty(),
        ErrorDescription.read("No; reference " + ID + "; reference <b>").reference());
  }

  @Test
  void aLongTextIsCutAndItsReferenceIsNot() {
    for (int length : new int[] {299, 300, 301, 400, 10_240}) {
      ErrorDescription read =
          ErrorDescription.read("x".repeat(length) + "; reference " + ID).shortened(300);
      assertEquals("x".repeat(Math.min(length, 300)), read.text());
      assertEquals(Optional.of(ID), read.reference());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "r", "fifteen-letters", "s5iFUGYM0rYyBz6SN6ZnEQ\n", "a b a b a b a b a b"})
  void whatIsNoIdIsNotWritten(String id) {
    assertThrows(IllegalArgumentException.class, () -> ErrorDescription.of("No", id));
  }

  /** RFC 6749 §4.1.2.1. */
  @Test
  void onlyCharactersThatAreAllowedAreWritten() {
    StringBuilder every = new StringBuilder();
    for (int point = 0; point < 0x250; point++) {
      every.appendCodePoint(point);
    }
    String wire = ErrorDescription.of(every.toString(), ID).wire();
    assertTrue(wire.matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+"), wire);
    assertEquals(93, ErrorDescription.allowed(every.toString()).chars().distinct().count());
  }

  @Test
  void whateverIsWrittenIsReadAgain() {
    Random random = new Random(4121);
    List<String> pieces =
        List.of(
            "; reference ", ID, OTHER, "x", " ", ";", "<b>", "\n", "\"", "\\", "\u00e9", "\ud83d");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(8); left > 0; left--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      ErrorDescription ours = ErrorDescription.of(text.toString(), RandomToken.bits128());
      assertEquals(ours, ErrorDescription.read(ours.wire()));
      assertEquals(
          ErrorDescription.allowed(text.toString()), ErrorDescription.read(text.toString()).wire());
    }
  }
}
