package io.tributary.broker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

  @Property
  void noPieceIsLeftAndEverythingElseStays(
      @ForAll("texts") String text, @ForAll("pieces") List<String> pieces) {
    String marked = without(text, pieces);
    assertEquals(text, marked.replace("<", "").replace(">", ""));
    String outside = marked.replaceAll("<[^>]*>", "|");
    for (String piece : pieces) {
      assertTrue(
          piece.length() < HiddenPieces.SHORTEST || !outside.contains(piece),
          () -> piece + " is left in " + marked);
    }
  }

  /** Few letters, so that much begins alike and overlaps. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(40);
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(8).list().ofMaxSize(6);
  }
}
