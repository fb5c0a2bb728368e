package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is live, as texts, at one moment.
 *
 * @param revision another one after each change
 */
record LiveState(long revision, List<Live> live, List<Beside> canaries) {

  /** A live mapping and the version by which it is known. */
  record Live(String version, MappingSource source) {}

  /**
   * A draft that runs beside what is live.
   *
   * @param source empty: the mapping shall be taken out
   * @param share of the logins, in hundredths of a percent
   * @param subjects whose logins are always among them
   */
  record Beside(
      String name,
      long draft,
      Optional<MappingSource> source,
      int share,
      Set<String> subjects,
      Instant endsAt) {}

  Optional<String> version(String name) {
    return live.stream()
        .filter(one -> one.source().name().equals(name))
        .map(Live::version)
        .findFirst();
  }

  List<MappingSource> sources() {
    return live.stream().map(Live::source).toList();
  }

  /** Where the texts stand that a problem is about, and how to get out without a running broker. */
  Throwable explained(Throwable failure) {
    if (!(failure instanceof ConfigException wrong)) {
      return failure;
    }
    return new ConfigException(
        wrong.problems().stream()
            .map(
                problem ->
                    new ConfigProblem(
                        "live mapping " + problem.file() + " (revision " + revision + ")",
                        problem.line(),
                        problem.column(),
                        problem.path(),
                        problem.message() + wayOut(problem.file())))
            .toList());
  }

  /** No command needs what is live to be right; one after the other can be mended. */
  private String wayOut(String file) {
    return sources().stream()
        .filter(source -> source.hasFile(file))
        .map(MappingSource::name)
        .findFirst()
        .map(
            name ->
                "; go back with `scripts/broker mapping rollback "
                    + name
                    + " --confirm-loss`, or mend it: `mapping show "
                    + name
                    + " --to DIR`, `mapping draft "
                    + name
                    + " --from DIR`, `mapping publish "
                    + name
                    + " --confirm-loss` (nobody can say who loses what by it)")
        .orElse("");
  }
}
