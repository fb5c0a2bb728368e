package io.tributary.broker.script;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one evaluation read of the objects that are {@link ScriptInput.Watched}, bounded. Values
 * that were asked for and are not there are among it; names that were only listed are not. For one
 * thread.
 */
public final class ScriptReads {
  /** What stands for names that are not told apart. */
  public static final String ALL = "*";

  /** Of one object. A script that asks for more may have read any. */
  static final int MOST = 256;

  static final int LONGEST = 200;

  private final Map<String, Set<String>> byPath = new LinkedHashMap<>();

  /** Forgets what the evaluation before has read. */
  public void start() {
    byPath.clear();
  }

  public void note(String path, String name) {
    Set<String> names = byPath.get(path);
    if (names == null) {
      names = new LinkedHashSet<>();
      byPath.put(path, names);
    }
    if (!names.contains(name)) {
      names.add(names.size() < MOST && name.length() <= LONGEST ? name : ALL);
    }
  }

  /** All of an object at once. */
  public void noteAll(String path) {
    note(path, ALL);
  }

  /** Each as {@code path.name}, or {@code path.*}, in the order of the first reading. */
  public Set<String> names() {
    Set<String> all = new LinkedHashSet<>();
    byPath.forEach((path, names) -> names.forEach(name -> all.add(path + "." + name)));
    return all;
  }
}
