package io.tributary.broker.script.starlark;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
final class Spelling {
  private Spelling() {}

  static Optional<String> nearest(String wrong, Collection<String> known) {
    int most = wrong.length() < 4 ? 1 : 2;
    return known.stream()
        .filter(name -> Math.abs(name.length() - wrong.length()) <= most && name.length() > 1)
        .filter(name -> distance(wrong, name) <= most)
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int before = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int above = row[column];
        int change = one.charAt(line - 1) == other.charAt(column - 1) ? before : before + 1;
        row[column] = Math.min(change, Math.min(above, row[column - 1]) + 1);
        before = above;
      }
    }
    return row[other.length()];
  }
}
