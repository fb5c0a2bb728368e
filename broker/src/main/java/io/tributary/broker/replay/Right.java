package io.tributary.broker.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing that claims give somebody.
 *
 * @param name of a group or role; privileged where {@code where} is there
 * @param where the claim in which that word stands; empty: it is a group or role
 * @param path at which place of that claim, with what stands there; empty where it does not matter
 */
public record Right(String name, Optional<String> where, List<String> path)
    implements Comparable<Right> {
  private static final Comparator<Right> ORDER =
      Comparator.comparing(Right::name).thenComparing(right -> right.where.orElse(""));

  static Right named(String name) {
    return new Right(name, Optional.empty(), List.of());
  }

  static Right elsewhere(String name, String claim, List<String> path) {
    return new Right(name, Optional.of(claim), List.copyOf(path));
  }

  /** Without its place in the claim, which holds values of people. */
  Right plain() {
    return path.isEmpty() ? this : new Right(name, where, List.of());
  }

  /** Also without the name of the claim: by as many as a draft declares it could tell anything. */
  Right bare() {
    return where.isEmpty() ? this : new Right(name, Optional.of("a claim"), List.of());
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
