package io.tributary.broker.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a room has made ready of scripts, by their content: as many as a broker has mappings and
 * drafts, and the one that was not used for longest goes first. For one thread.
 *
 * @param <T> a script that is ready to run
 */
public final class CompiledScripts<T> {
  /** A hundred mappings and a draft of each. */
  public static final int MOST = 256;

  private final Map<ScriptText, T> ready =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ScriptText, T> eldest) {
          return size() > MOST;
        }
      };

  public boolean has(ScriptText script) {
    return ready.containsKey(script);
  }

  /** The script, compiled now if it was not yet; what the compiler throws is thrown. */
  public T get(ScriptText script, Function<ScriptText, T> compiler) {
    return Optional.ofNullable(ready.get(script))
        .orElseGet(
            () -> {
              T made = compiler.apply(script);
              ready.put(script, made);
              return made;
            });
  }

  public int size() {
    return ready.size();
  }

  public void clear() {
    ready.clear();
  }
}
