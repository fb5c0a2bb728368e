package io.tributary.broker.replay;

import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.MappingFailed;
import io.tributary.broker.claims.MappingStep;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRooms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one set of mappings made of one login.
 *
 * @param mapped empty: the login is denied
 * @param denied why
 */
record Ran(Optional<MappedClaims> mapped, Optional<MappingFailed> denied) {

  /**
   * Maps it.
   *
   * @param before what the other set made of the same login: none at first
   */
  static Ran of(
      Mapper mapper,
      ScriptRooms rooms,
      MappingSet set,
      RecordedLogin login,
      List<MappingStep> before) {
    Ran first = once(mapper, rooms, set, login, before);
    // The first evaluations of a young process are slow, and nobody is denied for that.
    boolean slow =
        first.denied.filter(why -> why.reason() == ScriptFailure.Reason.TIME).isPresent();
    return slow ? once(mapper, rooms, set, login, before) : first;
  }

  private static Ran once(
      Mapper mapper,
      ScriptRooms rooms,
      MappingSet set,
      RecordedLogin login,
      List<MappingStep> before) {
    try {
      return new Ran(
          Optional.of(
              mapper.runAgain(
                  rooms, set, login.identity(), login.client(), login.scopes(), before)),
          Optional.empty());
    } catch (MappingFailed denied) {
      return new Ran(Optional.empty(), Optional.of(denied));
    }
  }

  Map<String, Object> claims() {
    return mapped.map(MappedClaims::claims).orElse(Map.of());
  }

  /** Also of a denied login, as far as it came. */
  List<MappingStep> steps() {
    return mapped
        .map(MappedClaims::steps)
        .orElseGet(() -> denied.map(MappingFailed::steps).orElse(List.of()));
  }

  /** Why a login is denied, for whoever wrote the mapping. */
  Optional<String> why() {
    return denied.map(
        failed ->
            "mapping "
                + failed.mapping()
                + " fails ("
                + failed.reason().wire()
                + (failed.failure().line() == 0 ? "" : ", line " + failed.failure().line())
                + "): "
                + failed.failure().getMessage());
  }
}
