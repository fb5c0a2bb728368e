package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.StandardClaims;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.script.ScriptsBusy;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From an identity to the claims of one client: the vocabulary, then every mapping whose scope is
 * asked for, in the shown order, then what the upstream may not grant is taken away.
 *
 * <p>Runs at login and at refresh of the identity, and nowhere else: tokens, userinfo and
 * introspection read what it made.
 */
public final class ClaimsPipeline {
  private final ScriptPool pool;
  private final List<Mapping> mappings;
  private final MappingBudget budget;
  private final RightsFilter rights;
  private final PipelineEvents events;

  /**
   * @param budget of one login
   * @param events where failures and dropped rights are told
   */
  public ClaimsPipeline(
      ScriptPool pool,
      List<Mapping> mappings,
      MappingBudget budget,
      PrivilegedRoles privileged,
      PipelineEvents events) {
    this.pool = pool;
    this.mappings = mappings.stream().sorted(Mapping.SHOWN_ORDER).toList();
    this.budget = budget;
    this.rights = new RightsFilter(privileged);
    this.events = events;
    events.register(this.mappings);
  }

  /** In the order in which they run. */
  public List<Mapping> mappings() {
    return mappings;
  }

  /** Loads what the first login would wait for; called after the service is ready. */
  public void warmUp() {
    ScriptInput nobody = MappingInput.nobody();
    pool.warmUp(
        rooms ->
            mappings.forEach(
                mapping -> rooms.of(mapping.language()).warmUp(mapping.script(), nobody)));
  }

  /**
   * Maps one identity.
   *
   * @param requestId of the login, for log and audit
   * @param subject of the account where it is known
   * @return on the caller's context; failed with {@link MappingFailed} (the login is denied) or
   *     {@link MappingsBusy}
   */
  public Future<MappedClaims> map(
      Identity identity,
      ClientView client,
      Scopes scopes,
      String requestId,
      Optional<String> subject) {
    PipelineEvents.Occasion occasion =
        new PipelineEvents.Occasion(requestId, subject, identity.upstream(), client.id());
    if (unfetched(identity)) {
      return Future.failedFuture(events.failed(occasion, unfetchedGroups()));
    }
    List<Mapping> turnedOn =
        mappings.stream()
            .filter(
                mapping ->
                    mapping.scopes().stream().anyMatch(scope -> client.turnsOn(scope, scopes)))
            .toList();
    ScriptInput input = MappingInput.of(identity, client, scopes);
    Map<String, Object> start = vocabulary(identity);
    if (turnedOn.isEmpty()) {
      return Future.succeededFuture(finish(occasion, start, Map.of(), new Trace()));
    }
    return pool.run(
            rooms -> new MappingRun(rooms, input, budget, events, occasion).all(turnedOn, start))
        .map(run -> finish(occasion, run.claims(), run.versions(), run.trace()))
        .recover(ClaimsPipeline::inOurWords);
  }

  private static Future<MappedClaims> inOurWords(Throwable failure) {
    return Future.failedFuture(
        failure instanceof ScriptsBusy busy ? new MappingsBusy(busy) : failure);
  }

  private MappedClaims finish(
      PipelineEvents.Occasion occasion,
      Map<String, Object> claims,
      Map<String, String> versions,
      Trace trace) {
    Map<String, Object> last = new LinkedHashMap<>(claims);
    RightsFilter.Outcome filtered = rights.apply(last, occasion.upstream(), trace);
    filtered.dropped().forEach(dropped -> events.dropped(occasion, dropped));
    return new MappedClaims(last, versions, filtered.privileged(), trace);
  }

  /** What could not be fetched is never passed on as empty, whoever let it through to here. */
  private static boolean unfetched(Identity identity) {
    return identity.raw().get("groups").fold(value -> false, () -> false, () -> false, () -> true);
  }

  private static MappingFailed unfetchedGroups() {
    return new MappingFailed(
        "vocabulary",
        new ScriptFailure(ScriptFailure.Reason.UNFETCHED, "the groups could not be fetched", 0));
  }

  /** The claims as they stand before any mapping; {@code sub} and names belong to the account. */
  private static Map<String, Object> vocabulary(Identity identity) {
    Map<String, Object> claims = new LinkedHashMap<>(StandardClaims.carried(identity.raw()));
    identity.name().ifPresent(name -> claims.put("name", name));
    identity
        .email()
        .ifPresent(
            email -> {
              claims.put("email", email);
              claims.put("email_verified", identity.emailVerified());
            });
    claims.put("groups", Claim.texts(identity.groups()));
    claims.put("roles", List.of());
    return claims;
  }
}
