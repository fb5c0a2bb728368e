package io.tributary.broker.replay;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How logins of one person differ.
 *
 * @param at the logins that differ just so
 * @param claims none where a login is denied before or after
 * @param deniedBefore why what is live denies it
 * @param deniedAfter why what is proposed denies it
 * @param reasons which mapping made which claim, of which version
 * @param unknown claims that were read and are not kept
 */
public record LoginDifference(
    List<At> at,
    List<ClaimDifference> claims,
    Optional<String> deniedBefore,
    Optional<String> deniedAfter,
    List<String> reasons,
    List<String> unknown) {

  /**
   * A login that was tried.
   *
   * @param client empty: at no application that is known
   * @param recorded when it was; none of a local account, which is tried as it is now
   */
  public record At(String client, Optional<Instant> recorded) {
    /** {@code inventory (recorded 2026-01-31)}: the day in UTC. */
    public String shown() {
      return client + day().map(day -> " (recorded " + day + ")").orElse("");
    }

    private Optional<LocalDate> day() {
      return recorded.map(time -> time.atOffset(ZoneOffset.UTC).toLocalDate());
    }
  }

  public List<String> clients() {
    return at.stream().map(At::client).toList();
  }

  /** Those that are at an application, each with its day. */
  public List<String> shown() {
    return at.stream().filter(one -> !one.client().isEmpty()).map(At::shown).toList();
  }

  /** Apart from the client and its time. */
  boolean isLike(LoginDifference other) {
    return at(other.at).equals(other);
  }

  LoginDifference at(List<At> others) {
    return new LoginDifference(others, claims, deniedBefore, deniedAfter, reasons, unknown);
  }

  /** For each of {@link #clients}; null where nothing was recorded. */
  private List<String> days() {
    List<String> days = new ArrayList<>();
    at.forEach(one -> days.add(one.day().map(LocalDate::toString).orElse(null)));
    return days;
  }

  JsonObject json() {
    JsonArray changes = new JsonArray();
    claims.forEach(claim -> changes.add(claim.json()));
    return new JsonObject()
        .put("clients", new JsonArray(clients()))
        .put("recorded", new JsonArray(days()))
        .put("claims", changes)
        .put("denied_before", deniedBefore.orElse(null))
        .put("denied_after", deniedAfter.orElse(null))
        .put("reasons", new JsonArray(reasons))
        .put("unknown", new JsonArray(unknown));
  }
}
