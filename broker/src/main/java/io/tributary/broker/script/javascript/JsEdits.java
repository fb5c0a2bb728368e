package io.tributary.broker.script.javascript;

import java.util.Map;
import java.util.TreeMap;

/** Insertions into a source, made all at once so that no place moves while they are found. */
final class JsEdits {
  private final String source;
  private final Map<Integer, StringBuilder> insertions = new TreeMap<>();
  private final Map<Integer, Integer> removals = new TreeMap<>();

  JsEdits(String source) {
    this.source = source;
  }

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

  String applied() {
    StringBuilder all = new StringBuilder();
    int done = 0;
    for (Map.Entry<Integer, StringBuilder> insertion : insertions.entrySet()) {
      int place = insertion.getKey();
      all.append(source, done, place).append(insertion.getValue());
      done = removals.getOrDefault(place, place);
    }
    return all.append(source, done, source.length()).toString();
  }
}
