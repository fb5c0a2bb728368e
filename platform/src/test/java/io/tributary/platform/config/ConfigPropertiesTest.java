package io.tributary.platform.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for any text, tried with many (seeded, so that a failure comes back). */
class ConfigPropertiesTest {
  private static final String ALPHABET = "ab_$${}:-\\ \"'€𝄞";

  private static String random(Random random, int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most);
    int[] letters = ALPHABET.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  @Test
  void anEscapedTextComesOutAsItWas() throws UnreadableValue {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = random(random, 12).replace("$", "");
      String escaped = text.replace("{", "$${");
      assertEquals(text.replace("{", "${"), Expansion.expand(escaped, Map.of()));
    }
  }

  @Test
  void whatAVariableHoldsIsNeverReadAgain() throws UnreadableValue {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      String value = random(random, 12);
      assertEquals("<" + value + ">", Expansion.expand("<${V}>", Map.of("V", value)));
    }
  }

  @Test
  void anyTextExpandsOrIsRefusedAndNeverNamesTheValue() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      String text = random(random, 16);
      try {
        Expansion.expand(text, Map.of("a", "1", "b", ""));
      } catch (UnreadableValue e) {
        assertTrue(text.contains("${"), text);
      }
    }
  }

  @Test
  void distanceIsAMeasure() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      String a = random(random, 8);
      String b = random(random, 8);
      int distance = Suggestions.distance(a, b);
      assertEquals(distance, Suggestions.distance(b, a));
      assertEquals(a.equals(b), distance == 0);
      assertTrue(distance <= Math.max(a.length(), b.length()));
      assertTrue(distance >= Math.abs(a.length() - b.length()));
    }
  }

  @Test
  void oneSlipInAWordIsAlwaysRecognised() {
    List<String> known = List.of("client_id", "client_secret", "redirect_uris", "max_in_flight");
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      String word = known.get(random.nextInt(known.size()));
      int at = random.nextInt(word.length());
      char letter = (char) ('a' + random.nextInt(26));
      String slipped =
          switch (random.nextInt(3)) {
            case 0 -> word.substring(0, at) + word.substring(at + 1);
            case 1 -> word.substring(0, at) + letter + word.substring(at);
            default -> word.substring(0, at) + letter + word.substring(at + 1);
          };
      assertEquals(word, Suggestions.nearest(slipped, known).orElseThrow(), slipped);
    }
  }

  @Test
  void aSuggestionForAHugeWordCostsNothing() {
    assertTrue(Suggestions.nearest("x".repeat(1_000_000), List.of("text")).isEmpty());
  }

  @Test
  void anyFileIsReadOrRefused(@TempDir Path folder) throws IOException {
    Random random = new Random(6);
    String[] pieces = {
      "text", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&a ", "*a ", "!t ", "|\n", ">\n",
      "#", "'", "\"", "? ", "---\n", "...\n", "%TAG\n", "${A}", "\t", "list", "section", "1", "~",
      "\\x", "<<: "
    };
    for (int i = 0; i < 3000; i++) {
      StringBuilder yaml = new StringBuilder();
      for (int n = random.nextInt(14); n >= 0; n--) {
        yaml.append(pieces[random.nextInt(pieces.length)]);
      }
      Path file = Files.writeString(folder.resolve("any.yaml"), yaml);
      assertDoesNotThrow(() -> readOrRefuse(file), yaml.toString());
    }
  }

  private static void readOrRefuse(Path file) {
    try {
      ConfigFile.read(
          file,
          Map.of(),
          section ->
              List.of(
                  section.text("text").or("-"),
                  section.texts("list").or(List.of()),
                  section.duration("1", Duration.ZERO, Duration.ofDays(1)).or(Duration.ZERO),
                  section.section("section", each -> each.flag("text").or(true)),
                  section.named("named", each -> each.name())));
    } catch (ConfigException e) {
      assertTrue(!e.problems().isEmpty());
    }
  }
}
