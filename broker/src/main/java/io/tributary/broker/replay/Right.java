package io.tributary.broker.replay;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that claims give somebody.
 *
 * @param name of a group or role; privileged where the word does not stand as one of them
 * @param where the claim in which that word stands otherwise: in another claim, or in {@code
 *     groups} or {@code roles} as a part of a text or by its looks; empty: it is a group or role
 */
public record Right(String name, Optional<String> where) implements Comparable<Right> {
  private static final Comparator<Right> ORDER =
      Comparator.comparing(Right::name).thenComparing(right -> right.where.orElse(""));

  static Right named(String name) {
    return new Right(name, Optional.empty());
  }

  static Right elsewhere(String name, String claim) {
    return new Right(name, Optional.of(claim));
  }

  /**
   * {@code superusers}, {@code superusers (in power)}; a group that is called like the second is in
   * quotation marks, so that nobody takes it for that.
   */
  String said() {
    return where
        .map(claim -> name + " (in " + claim + ")")
        .orElseGet(() -> name.endsWith(")") && name.contains(" (in ") ? '"' + name + '"' : name);
  }

  @Override
  public int compareTo(Right other) {
    return ORDER.compare(this, other);
  }
}
