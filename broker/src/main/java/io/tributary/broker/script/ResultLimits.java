package io.tributary.broker.script;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Keeps what a script returned within bounds while a language copies it: its size as JSON, its
 * depth, and that nothing contains itself. For one result.
 */
public final class ResultLimits {
  private static final int DEEPEST = 32;
  private static final int NULL = 4;
  private static final int BOOLEAN = 5;
  private static final int NUMBER = 8;

  /** Brackets, or quotes. */
  private static final int ENDS = 2;

  /** Quotes, colon and comma. */
  private static final int MEMBER = 4;

  private final int most;
  private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());
  private long size;

  /**
   * @param most bytes that the result may have as JSON
   */
  public ResultLimits(int most) {
    this.most = most;
  }

  public void addNull() {
    grow(NULL);
  }

  public void addBoolean() {
    grow(BOOLEAN);
  }

  public void addNumber() {
    grow(NUMBER);
  }

  /**
   * A text is put together only after its length was seen to be within bounds: engines join texts
   * when they are asked for.
   */
  public String text(CharSequence text) {
    grow((long) text.length() + ENDS);
    String whole = WholeCharacters.of(text.toString());
    grow(beyondAscii(whole));
    return whole;
  }

  /** Bytes of UTF-8 beyond one for each character; a pair of surrogates has four. */
  private static long beyondAscii(String text) {
    long more = 0;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each >= 0x80) {
        more += each >= 0x800 && !Character.isSurrogate(each) ? 2 : 1;
      }
    }
    return more;
  }

  /** The name as it is kept. */
  public String name(String name) {
    grow((long) name.length() + MEMBER + beyondAscii(name));
    return WholeCharacters.of(name);
  }

  /**
   * The copy goes into a list; {@link #leave} says that it is done.
   *
   * @param place where it stands, for whoever reads the failure
   */
  public void enterList(Object list, long length, String place) {
    grow(length + ENDS);
    enter(list, place);
  }

  /** The copy goes into an object or dict; {@link #leave} says that it is done. */
  public void enter(Object node, String place) {
    if (!path.add(node)) {
      throw wrong(place + " contains itself");
    }
    if (path.size() > DEEPEST) {
      throw wrong(place + " is nested deeper than " + DEEPEST);
    }
  }

  public void leave(Object node) {
    path.remove(node);
  }

  /** Where a member stands, as its author would say it. */
  public String place(String parent, String name) {
    return path.size() == 1 ? name : parent + "." + name;
  }

  /** The result holds what is no plain value. */
  public static ScriptFailure wrong(String message) {
    return new ScriptFailure(ScriptFailure.Reason.RESULT_TYPE, message, 0);
  }

  /**
   * A part of the result is no plain value.
   *
   * @param place of it
   */
  public static ScriptFailure wrong(String place, String kind, String advice) {
    return ScriptFailure.ofResult(place, place + " is " + kind, advice);
  }

  private void grow(long bytes) {
    size += bytes;
    if (size > most) {
      throw new ScriptFailure(
          ScriptFailure.Reason.RESULT_SIZE, "the result has more than " + most + " bytes", 0);
    }
  }
}
