package io.tributary.broker.login;

import io.tributary.broker.account.Accounts;
import io.tributary.broker.claims.ClaimsPipeline;
import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.LastGood;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.trace.ClaimFacts;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The claims of a person for a client. Scope mappings run once for a client in a session;
 * afterwards its grant has what they made.
 */
public final class GrantClaims {
  private final ClaimsPipeline claims;
  private final Accounts accounts;
  private final GrantRepository grants;
  private final Clock clock;

  public GrantClaims(
      ClaimsPipeline claims, Accounts accounts, GrantRepository grants, Clock clock) {
    this.claims = claims;
    this.accounts = accounts;
    this.grants = grants;
    this.clock = clock;
  }

  /**
   * What a grant is made of.
   *
   * @param before the live grant that has these very claims, and every scope that is asked for
   */
  record Mapped(JsonObject claims, JsonObject versions, String traceId, Optional<Grant> before) {}

  /**
   * @param before the client's live grant in this session
   * @param login id of the trace
   * @param notes that hear what became of the claims
   */
  Future<Mapped> of(
      String requestId,
      ValidRequest request,
      Session session,
      Optional<Grant> before,
      String login,
      TraceNotes notes) {
    Optional<Grant> enough =
        before.filter(
            grant -> grant.scopes().values().containsAll(request.tokens().reach().values()));
    if (enough.isPresent()) {
      Grant grant = enough.get();
      notes.add(LoginFacts.reused(grant.traceId()));
      return Future.succeededFuture(
          new Mapped(grant.claims(), grant.mappingVersions(), login, enough));
    }
    List<String> asked = new ArrayList<>(request.tokens().reach().values());
    before.ifPresent(grant -> asked.addAll(grant.scopes().values()));
    ClientView client =
        new ClientView(request.client().id(), List.copyOf(request.client().release().always()));
    return claims
        .map(
            session.identity(),
            client,
            Scopes.of(asked),
            requestId,
            Optional.of(session.subject()),
            () -> lastGood(session.identity(), client.id()))
        .compose(mapped -> noted(session, mapped))
        .onSuccess(mapped -> notes.add(ClaimFacts.mapped(mapped)))
        .map(mapped -> made(session, mapped, login));
  }

  /** Asked only when a mapping has failed, so that no other login pays for it. */
  private Future<LastGood> lastGood(Identity identity, String client) {
    return grants
        .lastMapped(identity.upstream(), identity.issuer(), identity.sub(), client)
        .map(
            found ->
                found
                    .map(
                        last ->
                            new LastGood(
                                last.claims().getMap(),
                                versions(last.versions()),
                                last.at(),
                                clock.instant()))
                    .orElse(LastGood.NONE));
  }

  private static Map<String, String> versions(JsonObject written) {
    return written.fieldNames().stream()
        .collect(Collectors.toMap(name -> name, name -> String.valueOf(written.getValue(name))));
  }

  /** Before anything is issued: what such an account may be joined to depends on it. */
  private Future<MappedClaims> noted(Session session, MappedClaims mapped) {
    return mapped.privileged() && !session.privileged()
        ? accounts.notePrivileged(session.subject()).map(mapped)
        : Future.succeededFuture(mapped);
  }

  private static Mapped made(Session session, MappedClaims mapped, String login) {
    return new Mapped(
        AccountClaims.over(mapped.claims(), session.account()),
        new JsonObject(Map.copyOf(mapped.mappingVersions())),
        login,
        Optional.empty());
  }
}
