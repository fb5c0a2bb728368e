package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles mappings away from the event loops, each text once as long as somebody runs it. */
public final class Workbench {
  private final Vertx vertx;
  private final MappingCompiler compiler;
  private final Map<MappingSource, Mapping> compiled = new ConcurrentHashMap<>();

  public Workbench(Vertx vertx, MappingCompiler compiler) {
    this.vertx = vertx;
    this.compiler = compiler;
  }

  /** Compiles what somebody will ask for soon; what is wrong is said to them. May take long. */
  public void prepare(List<MappingSource> sources) {
    try {
      compileHere(sources);
    } catch (ConfigException saidLater) {
      // Whoever needs it compiles it again.
    }
  }

  /**
   * In the order of the texts.
   *
   * @return failed with {@link ConfigException}: every problem of every text
   */
  Future<List<Mapping>> compile(List<MappingSource> sources) {
    List<Mapping> known = sources.stream().map(compiled::get).filter(Objects::nonNull).toList();
    if (known.size() == sources.size()) {
      return Future.succeededFuture(known);
    }
    return vertx.executeBlocking(() -> compileHere(sources), false);
  }

  /**
   * Those of the texts that compile. For what is live beside the one that somebody mends: of two
   * that are wrong, as an earlier release let them be, each must be mended first.
   */
  Future<List<Mapping>> compileReadable(List<MappingSource> sources) {
    return vertx.executeBlocking(
        () -> sources.stream().flatMap(source -> readable(source).stream()).toList(), false);
  }

  private Optional<Mapping> readable(MappingSource source) {
    try {
      return Optional.of(known(source));
    } catch (ConfigException wrong) {
      return Optional.empty();
    }
  }

  private List<Mapping> compileHere(List<MappingSource> sources) {
    List<Mapping> mappings = new ArrayList<>();
    List<ConfigProblem> problems = new ArrayList<>();
    for (MappingSource source : sources) {
      try {
        mappings.add(known(source));
      } catch (ConfigException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return mappings;
  }

  /** Not by computing in the map: whoever forgets others, on a loop, would wait for it. */
  private Mapping known(MappingSource source) {
    Mapping there = compiled.get(source);
    if (there != null) {
      return there;
    }
    Mapping made = compiler.compile(source);
    Mapping other = compiled.putIfAbsent(source, made);
    return other == null ? made : other;
  }

  /** Forgets all others. */
  void keepOnly(Collection<MappingSource> sources) {
    compiled.keySet().retainAll(sources);
  }
}
