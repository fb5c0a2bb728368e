package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.ScriptFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mistake in a script that only some people meet, and who they are: whoever wrote it may never be
 * one of them. Names of claims and of groups that the mapping names are told, and no values.
 */
final class PartialFailures {
  /** Mistakes; each with the people who meet it. */
  private static final int MOST = 10;

  /** Claims of the tests' people that may tell them apart. */
  private static final int MOST_CLAIMS = 50;

  /**
   * One run.
   *
   * @param who in words, where nothing tells those for whom it fails from the others
   * @param expected whether a test wants it to fail
   */
  record Run(
      Identity person,
      String who,
      Optional<Map<String, Object>> outputs,
      Optional<ScriptFailure> failure,
      boolean expected) {
    Run wanted() {
      return new Run(person, who, outputs, failure, true);
    }
  }

  /** A mistake and for whom it is one. */
  record Partial(String who, ScriptFailure failure) {}

  /** What somebody has or lacks. */
  private record Trait(String words, Predicate<Identity> has) {
    Trait and(Trait other) {
      return new Trait(words + " and " + other.words, has.and(other.has));
    }

    boolean separates(List<Identity> from, List<Identity> others) {
      return from.stream().allMatch(has) && others.stream().noneMatch(has);
    }
  }

  private PartialFailures() {}

  /**
   * Each mistake once; none when the mapping fails for all, or for nobody.
   *
   * @param named groups that the mapping names
   */
  static List<Partial> of(List<Run> runs, List<String> named) {
    List<Identity> fine =
        runs.stream().filter(run -> run.failure().isEmpty()).map(Run::person).toList();
    if (fine.isEmpty()) {
      return List.of();
    }
    Set<String> wanted =
        runs.stream()
            .filter(Run::expected)
            .flatMap(run -> run.failure().stream())
            .map(ScriptFailure::getMessage)
            .collect(Collectors.toSet());
    Map<String, List<Run>> mistakes = new LinkedHashMap<>();
    for (Run run : runs) {
      run.failure()
          .filter(ScriptFailure::isMistake)
          .filter(failure -> !wanted.contains(failure.getMessage()))
          .ifPresent(
              failure ->
                  mistakes
                      .computeIfAbsent(
                          failure.line() + ":" + failure.getMessage(), each -> new ArrayList<>())
                      .add(run));
    }
    List<Trait> traits = traits(runs, named);
    return mistakes.values().stream()
        .limit(MOST)
        .map(met -> new Partial(who(met, fine, traits), met.get(0).failure().orElseThrow()))
        .toList();
  }

  private static String who(List<Run> met, List<Identity> fine, List<Trait> traits) {
    List<Identity> people = met.stream().map(Run::person).toList();
    List<Trait> common =
        traits.stream().filter(trait -> people.stream().allMatch(trait.has())).toList();
    return Stream.concat(
            common.stream(),
            common.stream().flatMap(one -> common.stream().map(other -> one.and(other))))
        .filter(trait -> trait.separates(people, fine))
        .findFirst()
        .map(trait -> "somebody " + trait.words())
        .orElse(met.get(0).who());
  }

  /** Those first that an author thinks of first. */
  private static List<Trait> traits(List<Run> runs, List<String> named) {
    List<Trait> traits = new ArrayList<>();
    both(traits, "groups", person -> !person.groups().isEmpty());
    both(traits, "an e-mail address", person -> person.email().isPresent());
    both(traits, "a name", person -> person.name().isPresent());
    both(traits, "a preferred_username", person -> person.preferredUsername().isPresent());
    for (String group : named) {
      both(traits, "the group '" + group + "'", person -> person.groups().contains(group));
    }
    both(
        traits,
        "a group that it does not name",
        person -> person.groups().stream().anyMatch(group -> !named.contains(group)));
    Set<String> claims = new LinkedHashSet<>();
    runs.forEach(run -> claims.addAll(run.person().raw().all().keySet()));
    claims.stream()
        .limit(MOST_CLAIMS)
        .forEach(claim -> both(traits, "the claim " + claim, person -> said(person, claim)));
    return traits;
  }

  private static boolean said(Identity person, String claim) {
    return person.raw().get(claim).fold(value -> true, () -> false, () -> false, () -> false);
  }

  private static void both(List<Trait> traits, String what, Predicate<Identity> has) {
    traits.add(new Trait("with " + what, has));
    traits.add(new Trait("without " + what, has.negate()));
  }
}
