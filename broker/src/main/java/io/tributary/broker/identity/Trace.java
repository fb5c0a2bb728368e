package io.tributary.broker.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a person has the claims they have: one line for each thing that touched one. Immutable lines,
 * in the order they happened.
 */
public final class Trace {
  private final List<Line> lines = new ArrayList<>();
  private final boolean kept;

  public Trace() {
    this(true);
  }

  private Trace(boolean kept) {
    this.kept = kept;
  }

  /** One that nobody reads: nothing is kept of what is added. */
  public static Trace ofNobody() {
    return new Trace(false);
  }

  /** Whether it is worth working out what to add. */
  public boolean isKept() {
    return kept;
  }

  /**
   * One step.
   *
   * @param step what acted: {@code normaliser:okta}, {@code mapping:roles}, {@code may_grant}
   * @param claim the claim it touched
   * @param note what it did, in one sentence of our own words and claim values
   * @param change what it made of the claim
   */
  public record Line(String step, String claim, String note, Optional<Change> change) {
    public Line(String step, String claim, String note) {
      this(step, claim, note, Optional.empty());
    }
  }

  /**
   * A claim before and after a step.
   *
   * @param before {@code null}: it was not there
   * @param after {@code null}: it is not there any more
   */
  public record Change(String how, Object before, Object after) {}

  /** A step that changed a claim. */
  public Trace add(String step, String claim, String note, Change change) {
    return add(new Line(step, claim, note, Optional.of(change)));
  }

  public Trace add(String step, String claim, String note) {
    return add(new Line(step, claim, note));
  }

  private Trace add(Line line) {
    if (kept) {
      lines.add(line);
    }
    return this;
  }

  public List<Line> lines() {
    return List.copyOf(lines);
  }
}
