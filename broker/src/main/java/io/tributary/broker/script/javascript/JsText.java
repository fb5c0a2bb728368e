package io.tributary.broker.script.javascript;

import io.tributary.broker.script.ScriptSyntax;
import java.util.Arrays;

/**
 * A script in one of the stages of its rewriting, each character with the place in the author's
 * text that it stands for, so that whatever is found later is told at the author's line and column.
 *
 * <p>No stage adds or takes a line break: the engine's lines are the author's.
 */
final class JsText {
  private final String author;
  private final String text;

  /** The place of each character; of one that we put in, the complement of where it was put. */
  private final int[] origins;

  private JsText(String author, String text, int[] origins) {
    this.author = author;
    this.text = text;
    this.origins = origins;
  }

  static JsText of(String author) {
    int[] origins = new int[author.length()];
    for (int place = 0; place < origins.length; place++) {
      origins[place] = place;
    }
    return new JsText(author, author, origins);
  }

  String author() {
    return author;
  }

  String text() {
    return text;
  }

  /** The same between two texts of ours. */
  JsText within(String before, String after) {
    JsEdits edits = new JsEdits();
    edits.open(0, before);
    edits.open(text.length(), after);
    return edited(edits);
  }

  /** The character there, or 0 beyond the end. */
  char at(int place) {
    return place >= 0 && place < text.length() ? text.charAt(place) : 0;
  }

  /** Whether the author wrote what stands there. */
  boolean isAuthors(int place) {
    return place < origins.length && origins[place] >= 0;
  }

  /** The place in the author's text. */
  int origin(int place) {
    if (place >= origins.length) {
      return author.length();
    }
    return origins[place] < 0 ? ~origins[place] : origins[place];
  }

  /** A refusal of what stands at a place of this text. */
  ScriptSyntax refusal(int place, String message) {
    int origin = Math.min(origin(Math.max(place, 0)), author.length());
    String before = author.substring(0, origin);
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    return new ScriptSyntax(message, line, origin - (before.lastIndexOf('\n') + 1) + 1);
  }

  /**
   * A refusal at a line and column of this text, as the engine tells them: lines from 0, since the
   * first is ours.
   */
  ScriptSyntax refusal(int line, int column, String message) {
    int start = 0;
    for (int passed = 0; passed < line && start < text.length(); passed++) {
      int end = text.indexOf('\n', start);
      start = end < 0 ? text.length() : end + 1;
    }
    int end = text.indexOf('\n', start);
    int last = end < 0 ? text.length() : end;
    return refusal(Math.min(start + Math.max(column - 1, 0), last), message);
  }

  /** What changes make of this text. */
  JsText edited(JsEdits edits) {
    Edited edited = new Edited(this);
    edits.apply(edited, text.length());
    return new JsText(author, edited.text.toString(), edited.origins());
  }

  /** The text while it is put together. */
  static final class Edited {
    private final JsText source;
    private final StringBuilder text = new StringBuilder();
    private int[] origins = new int[256];

    private Edited(JsText source) {
      this.source = source;
    }

    void keep(int start, int end) {
      for (int place = start; place < end; place++) {
        append(source.text.charAt(place), source.origins[place]);
      }
    }

    /** Puts something of ours before a place. */
    void put(String ours, int place) {
      int origin = ~source.origin(place);
      for (int index = 0; index < ours.length(); index++) {
        append(ours.charAt(index), origin);
      }
    }

    private void append(char character, int origin) {
      if (text.length() == origins.length) {
        origins = Arrays.copyOf(origins, origins.length * 2);
      }
      origins[text.length()] = origin;
      text.append(character);
    }

    private int[] origins() {
      return Arrays.copyOf(origins, text.length());
    }
  }
}
