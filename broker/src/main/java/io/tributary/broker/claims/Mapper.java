package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.platform.protocol.Scopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From an identity to the claims of one client: the vocabulary, then every mapping whose scope is
 * asked for, in the shown order, then what the upstream may not grant is taken away.
 *
 * <p>The one engine: logins, tests, replay and canary all call {@link #run}. Plain and synchronous;
 * the caller chooses the thread, whose rooms it hands in. Immutable.
 */
public final class Mapper {
  private final RightsFilter rights;
  private final Duration budget;

  /**
   * @param budget CPU time that all mappings of one run have together
   */
  public Mapper(PrivilegedRoles privileged, Duration budget) {
    this.rights = new RightsFilter(privileged);
    this.budget = budget;
  }

  /** Those that run for these scopes, in the order in which they run. */
  public static List<Mapping> turnedOn(MappingSet set, ClientView client, Scopes scopes) {
    List<Mapping> on = new ArrayList<>(set.mappings().size());
    for (Mapping mapping : set.mappings()) {
      for (String scope : mapping.scopes()) {
        if (client.turnsOn(scope, scopes)) {
          on.add(mapping);
          break;
        }
      }
    }
    return Collections.unmodifiableList(on);
  }

  /**
   * As {@link #run(ScriptRooms, MappingSet, Identity, ClientView, Scopes, LastGood)}, for the first
   * time.
   */
  public MappedClaims run(
      ScriptRooms rooms, MappingSet set, Identity identity, ClientView client, Scopes scopes) {
    return run(rooms, set, identity, client, scopes, LastGood.NONE);
  }

  /**
   * Maps one identity.
   *
   * @param last for mappings that may go on with what they made before
   * @throws MappingFailed for the first mapping that fails and denies
   */
  public MappedClaims run(
      ScriptRooms rooms,
      MappingSet set,
      Identity identity,
      ClientView client,
      Scopes scopes,
      LastGood last) {
    return run(rooms, set, identity, client, scopes, last, List.of(), new Trace());
  }

  /**
   * Maps one identity as before, with another set: a mapping that is in both and did not fail is
   * not run again, since it sees nothing but the identity and would return the same.
   *
   * <p>For whoever compares claims: its trace is empty.
   *
   * @param before steps of a run over the same identity, client and scopes; none at first
   * @throws MappingFailed for the first mapping that fails and denies
   */
  public MappedClaims runAgain(
      ScriptRooms rooms,
      MappingSet set,
      Identity identity,
      ClientView client,
      Scopes scopes,
      List<MappingStep> before) {
    return run(rooms, set, identity, client, scopes, LastGood.NONE, before, Trace.ofNobody());
  }

  private MappedClaims run(
      ScriptRooms rooms,
      MappingSet set,
      Identity identity,
      ClientView client,
      Scopes scopes,
      LastGood last,
      List<MappingStep> before,
      Trace trace) {
    if (!Vocabulary.isWhole(identity)) {
      throw new MappingFailed(
          "vocabulary",
          new ScriptFailure(ScriptFailure.Reason.UNFETCHED, "the groups could not be fetched", 0),
          List.of(),
          trace,
          false);
    }
    MergedClaims claims = new MergedClaims(Vocabulary.of(identity), trace);
    List<MappingStep> steps =
        new MappingRun(
                rooms,
                new MappingInput(identity, client, scopes),
                new KeptClaims(last, rights),
                claims,
                trace,
                budget,
                before)
            .all(turnedOn(set, client, scopes));
    RightsFilter.Outcome filtered = rights.apply(claims.claims(), identity.upstream(), trace);
    return new MappedClaims(
        claims.claims(), steps, filtered.dropped(), filtered.privileged(), trace);
  }
}
