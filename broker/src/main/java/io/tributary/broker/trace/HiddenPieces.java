package io.tributary.broker.trace;

import java.util.ArrayList;
import java.util.BitSet;
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

  /** Their first characters: most of a text begins none, and nearly all texts hold none. */
  private final BitSet firsts = new BitSet();

  void add(String piece) {
    if (piece.length() >= SHORTEST) {
      firsts.set(piece.charAt(0));
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
    StringBuilder kept = null;
    int copied = 0;
    int left = MOST_COMPARED;
    int last = firsts.isEmpty() ? -1 : text.length() - SHORTEST;
    int at = 0;
    while (at <= last) {
      String longest = "";
      for (String piece : beginningAt(text, at)) {
        left -= piece.length();
        if (left < 0) {
          return Optional.empty();
        }
        if (piece.length() > longest.length() && text.startsWith(piece, at)) {
          longest = piece;
        }
      }
      if (!longest.isEmpty()) {
        kept = kept == null ? new StringBuilder(text.length()) : kept;
        kept.append(text, copied, at).append(instead.apply(longest));
        copied = at + longest.length();
      }
      at += Math.max(1, longest.length());
    }
    return Optional.of(kept == null ? text : kept.append(text, copied, text.length()).toString());
  }

  private List<String> beginningAt(String text, int at) {
    return firsts.get(text.charAt(at))
        ? byBeginning.getOrDefault(text.substring(at, at + SHORTEST), List.of())
        : List.of();
  }
}
