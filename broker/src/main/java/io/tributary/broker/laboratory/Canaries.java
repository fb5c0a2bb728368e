package io.tributary.broker.laboratory;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Starts and stops canaries: drafts that run beside what is live, for some logins. */
public final class Canaries {
  static final Duration LONGEST = Duration.ofDays(30);
  private static final int WHOLE = 10_000;
  private static final int MOST_NAMED = 1_000;
  private static final int MOST_SHOWN = 1_000;

  private final MappingRepository mappings;
  private final CanaryRepository canaries;

  public Canaries(LaboratoryRepositories repositories) {
    this.mappings = repositories.mappings();
    this.canaries = repositories.canaries();
  }

  /**
   * Whose logins.
   *
   * @param share in hundredths of a percent
   * @param usernames always among them
   * @param length after which it ends by itself
   */
  public record Plan(int share, Set<String> usernames, Duration length) {
    public Plan {
      usernames = Set.copyOf(usernames);
      if (share < 0 || share > WHOLE || (share == 0 && usernames.isEmpty())) {
        throw LaboratoryException.invalid(
            "A canary takes more than 0 % and at most 100 % of the logins, or named people.");
      }
      if (usernames.size() > MOST_NAMED) {
        throw LaboratoryException.invalid(
            "A canary takes at most " + MOST_NAMED + " named people.");
      }
      if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(LONGEST) > 0) {
        throw LaboratoryException.invalid("A canary lasts from a minute to 30 days.");
      }
    }
  }

  /**
   * Runs the draft of a mapping beside what is live; in the place of a canary that runs already.
   *
   * @return the draft; failed with {@link LaboratoryException}
   */
  public Future<Draft> start(String name, Plan plan, String author) {
    return mappings
        .draft(name)
        .map(
            found ->
                found.orElseThrow(
                    () -> LaboratoryException.unknown("There is no draft of " + name + ".")))
        .compose(
            draft ->
                subjects(plan.usernames())
                    .compose(
                        subjects ->
                            canaries.start(draft, plan.share(), subjects, author, plan.length()))
                    .map(
                        started -> {
                          if (!started) {
                            throw LaboratoryException.conflict(
                                "The draft of " + name + " changed meanwhile: look again.");
                          }
                          return draft;
                        }));
  }

  private Future<Set<String>> subjects(Set<String> usernames) {
    return canaries
        .subjects(usernames)
        .map(
            found -> {
              Set<String> unknown = new TreeSet<>(usernames);
              unknown.removeAll(found.keySet());
              if (!unknown.isEmpty()) {
                throw LaboratoryException.unknown(
                    "There is no account "
                        + String.join(", ", unknown)
                        + ": people get one at their first login.");
              }
              return Set.copyOf(found.values());
            });
  }

  /** The draft stays; what the canary found is forgotten. */
  public Future<Void> stop(String name, String author) {
    return canaries
        .stop(name, author)
        .map(
            stopped -> {
              if (!stopped) {
                throw LaboratoryException.unknown("There is no canary of " + name + ".");
              }
              return null;
            });
  }

  /**
   * @param limit of the differences that it tells of
   */
  public Future<Optional<CanaryReport>> report(String name, int limit) {
    return canaries.report(name, Math.min(limit, MOST_SHOWN));
  }
}
