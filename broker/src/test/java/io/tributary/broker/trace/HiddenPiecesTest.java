package io.tributary.broker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenPiecesTest {
  private static HiddenPieces of(List<String> pieces) {
    HiddenPieces hidden = new HiddenPieces();
    pieces.forEach(hidden::add);
    return hidden;
  }

  private static String without(String text, List<String> pieces) {
    return of(pieces).without(text, piece -> "<" + piece + ">").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "alice,<alice>",
    "alic,alic",
    "xalicey,x<alice>y",
    "alicealice,<alice><alice>",
    "alice@example.com,<alice@example.com>",
    "alice@example.co,<alice>@example.co",
    "aalice,a<alice>",
    "bobb,<bobb>",
    "xbob,xbob",
    "nobody,nobody"
  })
  void eachPieceIsReplacedAndTheLongestOfThoseThatBeginThere(String text, String expected) {
    assertEquals(expected, without(text, List.of("alice", "alice@example.com", "bobb", "bob")));
  }

  @Test
  void whereNothingIsHiddenNothingChanges() {
    assertEquals("any text", without("any text", List.of()));
    assertEquals("", without("", List.of("alice")));
  }

  @Test
  void moreAlikeThanAnybodyLooksAtIsSaid() {
    String same = "a".repeat(1_000);
    List<String> pieces = IntStream.range(0, 1_000).mapToObj(n -> same + "b" + n).toList();
    assertEquals(Optional.empty(), of(pieces).without("a".repeat(5_000), piece -> ""));
  }

  /** Few letters, so that much begins alike and overlaps. */
  @Test
  void noPieceIsLeftAndEverythingElseStays() {
    Random random = new Random(20261122);
    for (int round = 0; round < 20_000; round++) {
      String text = letters(random, 40);
      List<String> pieces =
          Stream.generate(() -> letters(random, 8)).limit(random.nextInt(7)).toList();
      String marked = without(text, pieces);
      assertEquals(text, marked.replace("<", "").replace(">", ""));
      String outside = marked.replaceAll("<[^>]*>", "|");
      for (String piece : pieces) {
        assertTrue(
            piece.length() < HiddenPieces.SHORTEST || !outside.contains(piece),
            () -> piece + " is left in " + marked);
      }
    }
  }

  private static String letters(Random random, int most) {
    return random
        .ints(random.nextInt(most + 1), 'a', 'd')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
