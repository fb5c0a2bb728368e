package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.script.ScriptNotes;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.script.ScriptsBusy;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@link Mapper} for logins: on the logins' pool, with the live mappings, told to log, metrics and
 * audit.
 *
 * <p>Runs at login and at refresh of the identity, and nowhere else: tokens, userinfo and
 * introspection read what it made.
 */
public final class ClaimsPipeline {
  private final ScriptPool pool;
  private final Supplier<MappingSet> live;
  private final Mapper mapper;
  private final PipelineEvents events;
  private final MappedLogin.Listener listener;

  /**
   * @param live read once for each login, so that all its mappings are of one moment
   * @param events where failures and dropped rights are told
   * @param listener hears of each login after its claims are known
   */
  public ClaimsPipeline(
      ScriptPool pool,
      Supplier<MappingSet> live,
      Mapper mapper,
      PipelineEvents events,
      MappedLogin.Listener listener) {
    this.pool = pool;
    this.live = live;
    this.mapper = mapper;
    this.events = events;
    this.listener = listener;
    events.register(live.get().mappings());
  }

  /** Loads what the first login would wait for; called after the service is ready. */
  public void warmUp() {
    MappingInput nobody = MappingInput.nobody();
    List<Mapping> mappings = live.get().mappings();
    pool.warmUp(
        rooms ->
            mappings.forEach(
                mapping ->
                    rooms
                        .of(mapping.language())
                        .warmUp(
                            mapping.script(),
                            nobody.of(
                                mapping.language().extension(), Set.of(), new ScriptNotes()))));
  }

  /**
   * Maps one identity.
   *
   * @param requestId of the login, for log and audit
   * @param subject of the account where it is known
   * @param earlier asked only when a mapping failed that may go on with what it made before
   * @return on the caller's context; failed with {@link MappingFailed} (the login is denied) or
   *     {@link MappingsBusy}
   */
  public Future<MappedClaims> map(
      Identity identity,
      ClientView client,
      Scopes scopes,
      String requestId,
      Optional<String> subject,
      Supplier<Future<LastGood>> earlier) {
    PipelineEvents.Occasion occasion =
        new PipelineEvents.Occasion(requestId, subject, identity, client.id());
    MappingSet set = live.get();
    Function<LastGood, Future<MappedClaims>> run = last -> run(set, identity, client, scopes, last);
    return run.apply(LastGood.NONE)
        .recover(
            failure ->
                failure instanceof MappingFailed denied && denied.keeps()
                    ? earlier.get().compose(run)
                    : Future.failedFuture(failure))
        .onSuccess(
            done -> {
              events.mapped(occasion, done);
              listener.mapped(
                  new MappedLogin(identity, client, scopes, requestId, subject, set, done));
            })
        .recover(failure -> inOurWords(occasion, failure));
  }

  /** Where no script runs, nobody waits for a thread. */
  private Future<MappedClaims> run(
      MappingSet set, Identity identity, ClientView client, Scopes scopes, LastGood last) {
    if (!Mapper.turnedOn(set, client, scopes).isEmpty()) {
      return pool.run(rooms -> mapper.run(rooms, set, identity, client, scopes, last));
    }
    try {
      return Future.succeededFuture(mapper.run(new ScriptRooms(), set, identity, client, scopes));
    } catch (MappingFailed denied) {
      return Future.failedFuture(denied);
    }
  }

  private Future<MappedClaims> inOurWords(PipelineEvents.Occasion occasion, Throwable failure) {
    if (failure instanceof MappingFailed denied) {
      events.denied(occasion, denied);
    }
    return Future.failedFuture(
        failure instanceof ScriptsBusy busy ? new MappingsBusy(busy) : failure);
  }
}
