package io.tributary.broker.script;

import java.util.ArrayList;
import java.util.List;

/**
 * What a script of our own making notes while it runs, beside its result: a function of that name,
 * which scripts of others are not given. Ours bound what they note by what they were given.
 */
public final class ScriptNotes {
  /** A function of a script: called with a place and three values. */
  public static final String PARAMETER = "noted";

  private final List<Note> notes = new ArrayList<>();

  /**
   * What one part of a script did to a claim.
   *
   * @param place of the part, as whoever made the script counts them
   * @param before text, number, boolean, list of such; {@code null} for none
   * @param after as {@code before}
   */
  public record Note(int place, String claim, Object before, Object after) {}

  /** Forgets what the evaluation before has noted: a first one runs for nobody. */
  public void start() {
    notes.clear();
  }

  public void add(Note note) {
    notes.add(note);
  }

  /** In the order noted. */
  public List<Note> all() {
    return List.copyOf(notes);
  }
}
