package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Looks at the files of the mappings folder when a broker starts. A mapping that the database never
 * had gets its first version from them. Afterwards the database is the truth: files that changed
 * become a draft, files that went change nothing, and both are said in the log. Nodes may do it at
 * once, also with different files.
 */
public final class FolderImport {
  private final FileRepository files;
  private final PublicationRepository publications;
  private final DraftRepository drafts;
  private final MappingRepository mappings;
  private final Workbench workbench;
  private final Log log;

  public FolderImport(LaboratoryRepositories repositories, Workbench workbench, Log log) {
    this.files = repositories.files();
    this.publications = repositories.publications();
    this.drafts = repositories.drafts();
    this.mappings = repositories.mappings();
    this.workbench = workbench;
    this.log = log;
  }

  /**
   * Brings the files in.
   *
   * @return failed with {@link ConfigException} when a mapping that the database does not have is
   *     wrong, or does not fit to the others: nothing was imported then
   */
  public Future<Void> run(MappingFolder.Contents contents) {
    return files
        .known()
        .compose(
            known ->
                refuseUnknown(contents.problems(), known)
                    .compose(none -> importAll(absent(contents.sources(), known)))
                    .compose(
                        done ->
                            eachInTurn(
                                present(contents.sources(), known), one -> compare(one, known)))
                    .onSuccess(done -> reportGone(contents, known)));
  }

  /** What is live goes on: a broken file of tomorrow must not stop a restart of today. */
  private Future<Void> refuseUnknown(
      Map<String, List<ConfigProblem>> wrong, Map<String, FileRepository.Known> known) {
    List<ConfigProblem> first =
        wrong.entrySet().stream()
            .filter(entry -> !known.containsKey(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .toList();
    if (!first.isEmpty()) {
      return Future.failedFuture(new ConfigException(first));
    }
    wrong.forEach((name, problems) -> refused(name, new ConfigException(problems)));
    return Future.succeededFuture();
  }

  private void refused(String name, ConfigException why) {
    log.warn("mapping.file.refused")
        .with("mapping", name)
        .with("problem", why.getMessage())
        .write();
  }

  private static List<MappingSource> absent(
      List<MappingSource> sources, Map<String, FileRepository.Known> known) {
    return sources.stream().filter(source -> !known.containsKey(source.name())).toList();
  }

  private static List<MappingSource> present(
      List<MappingSource> sources, Map<String, FileRepository.Known> known) {
    return sources.stream().filter(source -> known.containsKey(source.name())).toList();
  }

  private Future<Void> importAll(List<MappingSource> absent) {
    if (absent.isEmpty()) {
      return Future.succeededFuture();
    }
    return workbench
        .compile(absent)
        .compose(added -> mappings.state().compose(state -> fitting(state, added)))
        .compose(fits -> eachInTurn(absent, this::importFirst));
  }

  /** Beside what is live, or nobody could publish anything afterwards. */
  private Future<Void> fitting(LiveState state, List<Mapping> added) {
    return workbench
        .compile(state.sources())
        .recover(failure -> Future.failedFuture(state.explained(failure)))
        .compose(
            live -> {
              List<Mapping> all = live;
              for (Mapping one : added) {
                // Another node may have brought it in a moment ago.
                all = Proposal.replaced(all, one.name(), Optional.of(one));
              }
              List<ConfigProblem> problems = MappingSet.conflicts(all);
              return problems.isEmpty()
                  ? Future.succeededFuture()
                  : Future.failedFuture(new ConfigException(problems));
            });
  }

  private Future<Void> importFirst(MappingSource source) {
    return publications
        .importFirst(
            source,
            Fingerprint.of(source),
            new Change(Change.FILES, "First version, from " + source.scriptFile()),
            Optional.empty())
        .onSuccess(
            imported -> {
              if (imported) {
                say("mapping.imported", source);
              }
            })
        .mapEmpty();
  }

  private Future<Void> compare(MappingSource source, Map<String, FileRepository.Known> all) {
    FileRepository.Known known = all.get(source.name());
    String fingerprint = Fingerprint.of(source);
    if (known.live().filter(source::isCalled).isPresent() && known.tests().equals(source.tests())) {
      return known.seen().contains(fingerprint)
          ? Future.succeededFuture()
          : files.seen(List.of(source.name()), List.of(fingerprint));
    }
    if (known.seen().contains(fingerprint)) {
      say("mapping.file.older", source);
      return Future.succeededFuture();
    }
    return workbench
        .compile(List.of(source))
        .transform(
            compiled ->
                compiled.succeeded()
                    ? draft(source, fingerprint)
                    : broken(source, compiled.cause()));
  }

  private Future<Void> draft(MappingSource source, String fingerprint) {
    Change change =
        new Change(Change.FILES, "Changed " + source.scriptFile() + " or a file beside it");
    return drafts
        .saveFile(source, fingerprint, change)
        .compose(made -> made ? Future.succeededFuture(true) : differs(source))
        .onSuccess(drafted -> say(drafted ? "mapping.file.drafted" : "mapping.file.waits", source))
        .mapEmpty();
  }

  /** Another node may have made the same draft a moment ago. */
  private Future<Boolean> differs(MappingSource source) {
    return mappings
        .draft(source.name())
        .map(there -> there.flatMap(Draft::source).filter(source::hasTextsOf).isPresent());
  }

  private Future<Void> broken(MappingSource source, Throwable failure) {
    if (!(failure instanceof ConfigException wrong)) {
      return Future.failedFuture(failure);
    }
    refused(source.name(), wrong);
    return Future.succeededFuture();
  }

  private void reportGone(
      MappingFolder.Contents contents, Map<String, FileRepository.Known> known) {
    Set<String> gone = new TreeSet<>(known.keySet());
    contents.sources().forEach(source -> gone.remove(source.name()));
    gone.removeAll(contents.problems().keySet());
    for (String name : gone) {
      FileRepository.Known was = known.get(name);
      if (was.live().isPresent() && !was.seen().isEmpty()) {
        log.warn("mapping.file.gone")
            .with("mapping", name)
            .with("version", was.live().get())
            .with("note", "stays live; take it out with: mapping draft " + name + " --remove")
            .write();
      }
    }
  }

  private void say(String event, MappingSource source) {
    log.info(event).with("mapping", source.name()).with("version", source.version()).write();
  }

  private static <T> Future<Void> eachInTurn(List<T> all, Function<T, Future<Void>> work) {
    Future<Void> done = Future.succeededFuture();
    for (T one : all) {
      done = done.compose(before -> work.apply(one));
    }
    return done;
  }
}
