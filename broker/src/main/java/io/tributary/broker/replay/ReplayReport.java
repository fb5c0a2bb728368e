package io.tributary.broker.replay;

import io.tributary.broker.script.ScriptFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change would do to everybody who was tried.
 *
 * @param changed names of the mappings that change
 * @param recorded people of whom logins through providers were tried
 * @param local accounts that were tried
 * @param left accounts that are switched off, and people of whom nothing can be read: not tried
 * @param outcomes how many people have each
 * @param lost by group or role: who loses it
 * @param gained likewise
 * @param holding how many people certainly have each privileged right afterwards
 * @param held how many have it now
 * @param unsure by privileged right: who has it now, or may have it, and nobody can say whether
 *     they keep it
 * @param denied who can log in now and is denied then
 * @param limits that the proposed mappings reached, with how often
 * @param details the first of those who are hit, by name
 * @param narrowed one upstream or application was asked for, not everybody
 * @param stopped why not everybody was tried
 * @param nanos how long it took
 */
public record ReplayReport(
    Set<String> changed,
    long recorded,
    long local,
    long left,
    Map<Outcome, Long> outcomes,
    Map<Right, Named> lost,
    Map<Right, Named> gained,
    Map<Right, Long> holding,
    Map<Right, Long> held,
    Map<Right, Named> unsure,
    Named denied,
    Map<ScriptFailure.Reason, Long> limits,
    List<PersonDifference> details,
    boolean narrowed,
    Optional<String> stopped,
    long nanos) {

  /** How many, and the first of them by name. */
  public record Named(long count, List<String> names) {
    public static final Named NOBODY = new Named(0, List.of());

    /** {@code alice, bob and 3 more}; empty where names may not be told. */
    public String shown() {
      if (names.isEmpty()) {
        return "";
      }
      long more = count - names.size();
      return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
  }

  public long tried() {
    return recorded + local;
  }

  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** How many people are hit for certain. */
  public long hit() {
    return count(Outcome.CHANGED) + count(Outcome.DENIED) + count(Outcome.ADMITTED);
  }

  /** Of whom nobody can say. */
  public long unknown() {
    return count(Outcome.UNKNOWN);
  }

  /** In a few sentences. */
  public String summary() {
    return ReportText.of(this);
  }

  /** For other programs; without the details. */
  public JsonObject json() {
    JsonObject counts = new JsonObject();
    outcomes.forEach((outcome, count) -> counts.put(outcome.wire(), count));
    return new JsonObject()
        .put("changed_mappings", new JsonArray(List.copyOf(changed)))
        .put("recorded", recorded)
        .put("local", local)
        .put("left_out", left)
        .put("outcomes", counts)
        .put("lost", named(lost))
        .put("gained", named(gained))
        .put("denied", denied.count())
        .put("unsure", named(unsure))
        .put("stopped", stopped.orElse(null))
        .put("millis", nanos / 1_000_000)
        .put("summary", summary());
  }

  private static JsonObject named(Map<Right, Named> all) {
    JsonObject counts = new JsonObject();
    all.forEach((right, found) -> counts.put(right.said(), found.count()));
    return counts;
  }
}
