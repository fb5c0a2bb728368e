package io.tributary.broker.mapping;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One scope mapping, checked and ready to run. Immutable.
 *
 * @param source the texts that it was made of
 * @param script what it runs
 * @param limits of each run
 */
public record Mapping(
    MappingSource source,
    MappingSettings settings,
    ScriptText script,
    ScriptLanguage language,
    Limits limits) {
  /** In which mappings run and are listed. */
  public static final Comparator<Mapping> SHOWN_ORDER =
      Comparator.comparingInt(Mapping::order).thenComparing(Mapping::name);

  public String name() {
    return source.name();
  }

  /** Changes with any byte of script, settings or tests. */
  public String version() {
    return source.version();
  }

  /** Any of them turns it on. */
  public List<String> scopes() {
    return settings.scopes();
  }

  public int order() {
    return settings.order();
  }

  /** Every claim that it may return. */
  public Map<String, Shape> declares() {
    return settings.declares();
  }

  public Merge mergeOf(String claim) {
    return settings.merge().getOrDefault(claim, Merge.REPLACE);
  }

  public OnFailure onFailure() {
    return settings.onFailure();
  }

  /** Whether rules of its settings are what runs, and no script of its author's. */
  public boolean hasRules() {
    return settings.hasRules();
  }

  public boolean enabled() {
    return settings.enabled();
  }

  /** The same mapping, for runs that are not logins. */
  public Mapping switchedOn() {
    return enabled() ? this : new Mapping(source, settings.switchedOn(), script, language, limits);
  }
}
