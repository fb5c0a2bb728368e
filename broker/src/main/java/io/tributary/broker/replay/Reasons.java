package io.tributary.broker.replay;

import io.tributary.broker.claims.DroppedRight;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.MappingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which mapping is why a claim differs: what each version of it returned. */
final class Reasons {
  private static final int MOST = 10;

  private final Set<String> changed;

  Reasons(Set<String> changed) {
    this.changed = changed;
  }

  List<String> of(List<ClaimDifference> claims, Ran before, Ran after) {
    List<String> lines = new ArrayList<>();
    Set<String> names = claims.stream().map(ClaimDifference::claim).collect(Collectors.toSet());
    // Of a login that is denied no claims are compared: all that was returned is told.
    boolean all = before.denied().isPresent() || after.denied().isPresent();
    for (String mapping : changed) {
      Optional<MappingStep> was = step(mapping, before);
      Optional<MappingStep> is = step(mapping, after);
      if (was.isPresent() || is.isPresent()) {
        if (all) {
          Stream.of(was, is)
              .flatMap(Optional::stream)
              .forEach(step -> names.addAll(step.outputs().keySet()));
        }
        lines.add(mapping + ": live " + said(was, names) + "; proposed " + said(is, names));
      }
    }
    Set<DroppedRight> known = Set.copyOf(dropped(before));
    dropped(after).stream()
        .filter(one -> !known.contains(one))
        .forEach(one -> lines.add("may_grant: " + one.name() + " is dropped from " + one.claim()));
    return lines.stream().limit(MOST).toList();
  }

  private static Optional<MappingStep> step(String mapping, Ran ran) {
    return ran.steps().stream().filter(step -> step.mapping().name().equals(mapping)).findFirst();
  }

  private static List<DroppedRight> dropped(Ran ran) {
    return ran.mapped().map(MappedClaims::dropped).orElse(List.of());
  }

  private static String said(Optional<MappingStep> step, Set<String> claims) {
    if (step.isEmpty()) {
      return "does not run";
    }
    String version = step.get().mapping().version();
    if (step.get().failure().isPresent()) {
      return version + " fails (" + step.get().failure().get().reason().wire() + ")";
    }
    return version + returned(step.get().outputs(), claims);
  }

  private static String returned(Map<String, Object> outputs, Set<String> claims) {
    String told =
        outputs.entrySet().stream()
            .filter(output -> claims.contains(output.getKey()))
            .limit(MOST)
            .map(
                output ->
                    output.getKey()
                        + " = "
                        + ClaimDifference.shown(output.getValue()).orElse("null"))
            .collect(Collectors.joining(", "));
    return outputs.isEmpty()
        ? " returns nothing"
        : told.isEmpty() ? " returns none of it" : " returns " + told;
  }
}
