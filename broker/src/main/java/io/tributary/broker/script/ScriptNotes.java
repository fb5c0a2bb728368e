package io.tributary.broker.script;

import java.util.ArrayList;
import java.util.List;

/**
 * What a script of our own making notes while it runs, beside its result: a function of that name,
 * which scripts of others are not given. Ours bound what they note by what they were given.
 */
public final class ScriptNotes {
  /** A function of a script: called with a line and three values. */
  public static final String PARAMETER = "noted";

  private final List<Note> notes = new ArrayList<>();

  /**
   * What a line did to a claim.
   *
   * @param before text, number, boolean, list of such; {@code null} for none
   * @param after as {@code before}
   */
  public record Note(int line, String claim, Object before, Object after) {}

  public void add(Note note) {
    notes.add(note);
  }

  /** In the order noted. */
  public List<Note> all() {
    return List.copyOf(notes);
  }
}
