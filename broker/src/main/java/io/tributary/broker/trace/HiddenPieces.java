package io.tributary.broker.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds many texts within another, by how each begins; the time does not grow with their number.
 */
final class HiddenPieces {
  /** A shorter text would be found everywhere. */
  static final int SHORTEST = 4;

  /** Characters that are compared for one text: many that begin alike would take seconds. */
  private static final int MOST_COMPARED = 1 << 20;

  private final Map<String, List<String>> byBeginning = new HashMap<>();

  void add(String piece) {
    if (piece.length() >= SHORTEST) {
      byBeginning
          .computeIfAbsent(piece.substring(0, SHORTEST), first -> new ArrayList<>(1))
          .add(piece);
    }
  }

  /**
   * The text with another in the place of each piece in it, of those that begin at one place the
   * longest.
   *
   * @return empty: so much begins alike that nobody looked to the end
   */
  Optional<String> without(String text, UnaryOperator<String> instead) {
    StringBuilder kept = new StringBuilder(text.length());
    int left = MOST_COMPARED;
    int at = 0;
    while (at < text.length()) {
      String longest = "";
      int end = at + SHORTEST;
      if (end <= text.length()) {
        for (String piece : byBeginning.getOrDefault(text.substring(at, end), List.of())) {
          left -= piece.length();
          if (left < 0) {
            return Optional.empty();
          }
          if (piece.length() > longest.length() && text.startsWith(piece, at)) {
            longest = piece;
          }
        }
      }
      kept.append(longest.isEmpty() ? text.substring(at, at + 1) : instead.apply(longest));
      at += Math.max(1, longest.length());
    }
    return Optional.of(kept.toString());
  }
}
