package io.tributary.broker.script.javascript;

import java.util.Map;
import java.util.TreeMap;

/** Changes of a text, made all at once so that no place moves while they are found. */
final class JsEdits {
  private final Map<Integer, StringBuilder> insertions = new TreeMap<>();
  private final Map<Integer, Integer> removals = new TreeMap<>();

  /** Before what else is inserted there: for what closes. */
  void close(int place, String text) {
    insertions.computeIfAbsent(place, none -> new StringBuilder()).insert(0, text);
  }

  /** After what else is inserted there: for what opens. */
  void open(int place, String text) {
    insertions.computeIfAbsent(place, none -> new StringBuilder()).append(text);
  }

  void replace(int start, int end, String text) {
    open(start, text);
    removals.put(start, end);
  }

  void apply(JsText.Edited edited, int length) {
    int done = 0;
    for (Map.Entry<Integer, StringBuilder> insertion : insertions.entrySet()) {
      int place = insertion.getKey();
      if (place >= done) {
        edited.keep(done, place);
        done = removals.getOrDefault(place, place);
      }
      edited.put(insertion.getValue().toString(), place);
    }
    edited.keep(done, length);
  }
}
