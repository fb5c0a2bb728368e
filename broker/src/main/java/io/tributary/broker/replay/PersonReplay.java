package io.tributary.broker.replay;

import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.MappingFailed;
import io.tributary.broker.claims.MappingStep;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordedPerson;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRooms;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Maps one person twice. Immutable; the caller chooses the thread. */
final class PersonReplay {
  private final Mapper mapper;
  private final Rights rights;
  private final Comparison comparison;
  private final Set<String> changed;
  private final Set<String> touched;
  private final Reasons reasons;

  PersonReplay(Mapper mapper, Rights rights, Comparison comparison) {
    this.mapper = mapper;
    this.rights = rights;
    this.comparison = comparison;
    this.changed = comparison.changed();
    this.touched = comparison.touched();
    this.reasons = new Reasons(changed);
  }

  /** What one login adds to what is said of its person. */
  private record One(
      Outcome outcome,
      Set<Right> before,
      Set<Right> after,
      Set<Right> holds,
      boolean unknownBefore,
      Optional<ScriptFailure.Reason> limit,
      Optional<LoginDifference> difference) {}

  PersonOutcome of(ScriptRooms rooms, RecordedPerson person) {
    List<One> each = person.logins().stream().map(login -> one(rooms, login)).toList();
    Set<Right> before = new LinkedHashSet<>();
    Set<Right> gained = new LinkedHashSet<>();
    Set<Right> lost = new LinkedHashSet<>();
    for (One login : each) {
      before.addAll(login.before);
      if (login.outcome != Outcome.UNKNOWN) {
        addWithout(gained, login.after, login.before);
        // Whoever is denied loses everything; what matters of it is power.
        addWithout(
            lost,
            login.outcome == Outcome.DENIED ? rights.privileged(login.before) : login.before,
            login.after);
      }
    }
    Outcome outcome = together(each);
    Set<Right> holds = new LinkedHashSet<>();
    each.forEach(login -> holds.addAll(login.holds));
    return new PersonOutcome(
        person.owner().username(),
        outcome,
        rights.told(gained),
        rights.told(lost),
        rights.told(rights.privileged(before)),
        rights.told(holds),
        rights.told(unsure(each)),
        each.stream().flatMap(login -> login.limit.stream()).findFirst(),
        difference(person, outcome, rights.told(gained), rights.told(lost), each));
  }

  /**
   * Where what is live read what is not kept, they may have any of them. What is certain at one
   * application says nothing of another.
   */
  private Set<Right> unsure(List<One> each) {
    Set<Right> unsure = new LinkedHashSet<>();
    for (One login : each) {
      if (login.outcome == Outcome.UNKNOWN) {
        unsure.addAll(rights.privileged(login.before));
        if (login.unknownBefore) {
          unsure.addAll(rights.privileged());
        }
      }
    }
    return unsure;
  }

  private static void addWithout(Set<Right> to, Set<Right> all, Set<Right> these) {
    for (Right right : all) {
      if (!these.contains(right)) {
        to.add(right);
      }
    }
  }

  /** The gravest that is certain; nothing certain is hidden by what is not. */
  private static Outcome together(List<One> each) {
    return Stream.of(
            Outcome.DENIED,
            Outcome.CHANGED,
            Outcome.ADMITTED,
            Outcome.UNKNOWN,
            Outcome.STAYS_DENIED)
        .filter(outcome -> each.stream().anyMatch(login -> login.outcome == outcome))
        .findFirst()
        .orElse(Outcome.SAME);
  }

  private static Optional<PersonDifference> difference(
      RecordedPerson person, Outcome outcome, Set<Right> gained, Set<Right> lost, List<One> each) {
    if (!outcome.changes() && outcome != Outcome.UNKNOWN) {
      return Optional.empty();
    }
    return Optional.of(
        new PersonDifference(
            person.owner().username(),
            person.owner().subject(),
            person.upstream(),
            person.sub(),
            outcome,
            said(gained),
            said(lost),
            PersonDifference.together(
                each.stream().flatMap(login -> login.difference.stream()).toList())));
  }

  private static Set<String> said(Set<Right> rights) {
    return rights.stream().map(Right::said).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private One one(ScriptRooms rooms, RecordedLogin login) {
    Ran before = Ran.of(mapper, rooms, comparison.live(), login, List.of());
    boolean hit = hits(login);
    Ran after = hit ? Ran.of(mapper, rooms, comparison.next(), login, before.steps()) : before;
    Outcome certain = outcome(before, after);
    Set<String> unknownBefore = hit ? unknown(login, before.steps()) : Set.of();
    Set<String> unknown = new TreeSet<>(unknownBefore);
    if (hit) {
      unknown.addAll(unknown(login, after.steps()));
    }
    Outcome outcome = unknown.isEmpty() ? certain : Outcome.UNKNOWN;
    Set<Right> had = rights.of(before.claims());
    Set<Right> has = certain == Outcome.SAME ? had : rights.of(after.claims());
    return new One(
        outcome,
        had,
        has,
        rights.privileged(certain(login, after).map(rights::of).orElse(has)),
        !unknownBefore.isEmpty(),
        after.denied().filter(why -> before.denied().isEmpty()).map(MappingFailed::reason),
        outcome == Outcome.SAME || outcome == Outcome.STAYS_DENIED
            ? Optional.empty()
            : Optional.of(difference(login, before, after, unknown)));
  }

  /** A login that turns none of the changed mappings on is the same login. */
  private boolean hits(RecordedLogin login) {
    return Stream.of(comparison.live(), comparison.next())
        .flatMap(set -> Mapper.turnedOn(set, login.client(), login.scopes()).stream())
        .anyMatch(mapping -> changed.contains(mapping.name()));
  }

  private static Outcome outcome(Ran before, Ran after) {
    if (before.denied().isPresent()) {
      return after.denied().isPresent() ? Outcome.STAYS_DENIED : Outcome.ADMITTED;
    }
    if (after.denied().isPresent()) {
      return Outcome.DENIED;
    }
    return before.claims().equals(after.claims()) ? Outcome.SAME : Outcome.CHANGED;
  }

  /**
   * Claims that are not kept and that a changed mapping read, or one that makes a claim which a
   * changed mapping makes too, or one that failed: each may hide or invent what is compared.
   */
  private Set<String> unknown(RecordedLogin login, List<MappingStep> steps) {
    return UnknownReads.of(
        login,
        steps.stream()
            .filter(
                step ->
                    changed.contains(step.mapping().name())
                        || step.failure().isPresent()
                        || step.mapping().declares().keySet().stream().anyMatch(touched::contains))
            .toList());
  }

  /** Without the claims of mappings that read what is not kept; empty: none did. */
  private static Optional<Map<String, Object>> certain(RecordedLogin login, Ran after) {
    Set<String> doubtful = new HashSet<>();
    for (MappingStep step : after.steps()) {
      if (!UnknownReads.of(login, List.of(step)).isEmpty()) {
        doubtful.addAll(step.mapping().declares().keySet());
      }
    }
    if (doubtful.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> claims = new LinkedHashMap<>(after.claims());
    claims.keySet().removeAll(doubtful);
    return Optional.of(claims);
  }

  private LoginDifference difference(
      RecordedLogin login, Ran before, Ran after, Set<String> unknown) {
    boolean both = before.denied().isEmpty() && after.denied().isEmpty();
    List<ClaimDifference> claims =
        both ? ClaimDifference.between(before.claims(), after.claims()) : List.of();
    return new LoginDifference(
        List.of(new LoginDifference.At(login.client().id(), recorded(login))),
        claims,
        before.why(),
        after.why(),
        reasons.of(claims, before, after),
        List.copyOf(unknown));
  }

  private static Optional<Instant> recorded(RecordedLogin login) {
    return Optional.of(login.at()).filter(at -> !at.equals(LocalPeople.NOW));
  }
}
