package io.tributary.broker.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a person has the claims they have: one line for each thing that touched one. Immutable lines,
 * in the order they happened.
 */
public final class Trace {
  private final List<Line> lines = new ArrayList<>();

  /**
   * One step.
   *
   * @param step what acted: {@code normaliser:okta}, {@code mapping:roles}, {@code may_grant}
   * @param claim the claim it touched
   * @param note what it did, in one sentence of our own words and claim values
   */
  public record Line(String step, String claim, String note) {}

  public Trace add(String step, String claim, String note) {
    lines.add(new Line(step, claim, note));
    return this;
  }

  public List<Line> lines() {
    return List.copyOf(lines);
  }
}
