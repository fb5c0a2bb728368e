package io.tributary.broker.token;

import io.tributary.broker.client.TokenSettings.RefreshSettings;
import io.tributary.broker.session.LoginAttemptUse;
import io.tributary.broker.session.SpentAttemptRepository;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Table {@code authorization_code}: 256-bit codes, stored as SHA-256, exchanged once.
 *
 * <p>Issuing is relaxed (a lost code is refused) unless it spends a login attempt. Redeeming runs
 * durably, because a replay revokes and a refresh token must outlive a crash; a plain exchange
 * touches an unlogged table only, for which PostgreSQL waits for no disk.
 */
public final class AuthorizationCodeRepository {
  private final Relaxed relaxed;
  private final Durable durable;

  public AuthorizationCodeRepository(Relaxed relaxed, Durable durable) {
    this.relaxed = relaxed;
    this.durable = durable;
  }

  /**
   * Gives a client a grant in a session and, where the response has one, a code for it, in one
   * statement.
   *
   * @return empty when the session or account is not live
   */
  public Future<Optional<GivenAccess>> give(NewGrant grant, Optional<NewCode> code) {
    Optional<String> value = code.map(wanted -> RandomToken.bits256());
    return relaxed
        .run(code.isPresent() ? CodeSql.ISSUE : CodeSql.GRANT, parameters(grant, code, value))
        .map(rows -> made(rows, grant, value));
  }

  /**
   * Gives a code for a grant that has everything which is asked for already.
   *
   * @param traceId of this login
   * @return empty when the grant, its session or its account is not live
   */
  public Future<Optional<GivenAccess>> giveAgain(Grant grant, NewCode code, String traceId) {
    String value = RandomToken.bits256();
    Tuple parameters =
        Tuple.of(grant.id(), grant.sessionHash(), grant.clientId(), grant.issuer(), traceId);
    return relaxed
        .run(CodeSql.ISSUE_AGAIN, with(parameters, code, value))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(new GivenAccess(grant.traced(traceId), Optional.of(value))));
  }

  /**
   * As {@link #give(NewGrant, Optional)}, and spends a login attempt, durably.
   *
   * @return empty also when the attempt was spent before, or is older than the list of spent ones:
   *     nothing is made then
   */
  public Future<Optional<GivenAccess>> give(
      NewGrant grant, Optional<NewCode> code, LoginAttemptUse attempt) {
    Optional<String> value = code.map(wanted -> RandomToken.bits256());
    Tuple parameters = SpentAttemptRepository.add(parameters(grant, code, value), attempt);
    return durable
        .run(code.isPresent() ? CodeSql.ISSUE_SPENDING : CodeSql.GRANT_SPENDING, parameters)
        .map(rows -> made(rows, grant, value));
  }

  /**
   * Exchanges a code. The owner of a code is its client at its issuer.
   *
   * <ul>
   *   <li>Anybody else gets {@link Redemption.Reason#UNKNOWN} and changes nothing: whoever saw a
   *       code in passing and holds some client of their own can neither use nor burn it (RFC 9700
   *       §4.5, the code is bound to its client).
   *   <li>The owner's attempt uses it up, also with a wrong redirect URI or PKCE verifier: an
   *       injected code gives no second guess (RFC 7636 §4.6, RFC 6749 §4.1.3).
   *   <li>The owner's second attempt, also one that raced the first, revokes the grant, and the
   *       refresh tokens that the code gave (RFC 6749 §4.1.2, RFC 9700 §4.5).
   * </ul>
   *
   * @param refresh lives of a family, which begins where {@code offline_access} was granted; empty:
   *     the client gets no refresh tokens
   */
  public Future<Redemption> redeem(PresentedCode code, Optional<RefreshSettings> refresh) {
    Tuple parameters =
        owned(code)
            .addString(code.redirectUri())
            .addString(code.challenge().orElse(null))
            .addString(code.resource().orElse(null));
    refresh.ifPresent(
        settings ->
            parameters
                .addString(RandomToken.bits128())
                .addLong(settings.idle().toSeconds())
                .addLong(settings.absolute().toSeconds()));
    return durable
        .run(refresh.isPresent() ? CodeSql.REDEEM_OFFLINE : CodeSql.REDEEM, parameters)
        .compose(
            rows ->
                rows.size() == 0
                    ? durable.run(CodeSql.REPLAYED, owned(code)).map(seen -> replay(seen, code))
                    : Future.succeededFuture(outcome(rows.iterator().next(), code)));
  }

  private static Tuple owned(PresentedCode code) {
    return Tuple.of(hash(code.code()), code.clientId(), code.issuer());
  }

  private static Redemption outcome(Row row, PresentedCode code) {
    return refusal(row)
        .<Redemption>map(Redemption.Refused::new)
        .orElseGet(() -> new Redemption.Redeemed(redeemed(row, code)));
  }

  private static Optional<Redemption.Reason> refusal(Row row) {
    if (!row.getBoolean("fresh")) {
      return Optional.of(Redemption.Reason.EXPIRED);
    }
    if (!row.getBoolean("same_place")) {
      return Optional.of(Redemption.Reason.REDIRECT_URI);
    }
    if (!row.getBoolean("proven")) {
      return Optional.of(Redemption.Reason.VERIFIER);
    }
    if (!row.getBoolean("live")) {
      return Optional.of(Redemption.Reason.NOT_LIVE);
    }
    return row.getBoolean("resource_fits")
        ? Optional.empty()
        : Optional.of(Redemption.Reason.RESOURCE);
  }

  private static RedeemedCode redeemed(Row row, PresentedCode code) {
    Optional<String> offline = Optional.ofNullable(row.getString("offline_id"));
    Grant inSession = traced(GrantRepository.grant(row), row);
    return new RedeemedCode(
        new Authorized(
            offline.map(inSession::withId).orElse(inSession),
            GrantRepository.scopes(row, "code_scopes"),
            Optional.ofNullable(row.getString("nonce")),
            row.getOffsetDateTime("auth_time").toInstant(),
            Optional.ofNullable(row.getString("acr")),
            List.of(row.getArrayOfStrings("amr")),
            new RequestedClaims(
                Set.of(row.getArrayOfStrings("id_token_claims")),
                Set.of(row.getArrayOfStrings("userinfo_claims"))),
            code.resource().or(() -> Optional.ofNullable(row.getString("resource")))),
        offline.map(id -> new RefreshToken(id, RefreshToken.FIRST)));
  }

  /** By the login that the code is of; codes of earlier releases do not say it. */
  private static Grant traced(Grant grant, Row row) {
    String trace = row.getString("code_trace_id");
    return trace == null ? grant : grant.traced(trace);
  }

  /** Without its grant, swept long after the session's end, a replay names nobody. */
  private static Redemption replay(RowSet<Row> seen, PresentedCode code) {
    Iterator<Row> found = seen.iterator();
    if (!found.hasNext()) {
      return new Redemption.Refused(Redemption.Reason.UNKNOWN);
    }
    String subject = found.next().getString("subject");
    return subject == null
        ? new Redemption.Refused(Redemption.Reason.NOT_LIVE)
        : new Redemption.Replayed(subject, code.clientId());
  }

  private static Optional<GivenAccess> made(
      RowSet<Row> rows, NewGrant grant, Optional<String> value) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext()
        ? Optional.of(new GivenAccess(grant.given(found.next().getString("grant_id")), value))
        : Optional.empty();
  }

  private static Tuple parameters(NewGrant grant, Optional<NewCode> code, Optional<String> value) {
    Tuple parameters = parameters(grant);
    return value.isEmpty() ? parameters : with(parameters, code.orElseThrow(), value.get());
  }

  private static Tuple parameters(NewGrant grant) {
    return Tuple.tuple()
        .addBuffer(grant.sessionHash())
        .addString(grant.subject())
        .addString(RandomToken.bits128())
        .addString(grant.clientId())
        .addString(grant.issuer())
        .addArrayOfString(array(grant.scopes()))
        .addArrayOfString(array(grant.consented()))
        .addJsonObject(grant.claims())
        .addJsonObject(grant.mappingVersions())
        .addString(grant.traceId());
  }

  private static Tuple with(Tuple parameters, NewCode code, String value) {
    return parameters
        .addBuffer(hash(value))
        .addString(code.redirectUri())
        .addArrayOfString(array(code.scopes()))
        .addString(code.nonce().orElse(null))
        .addString(code.challenge().orElse(null))
        .addOffsetDateTime(code.authTime().atOffset(ZoneOffset.UTC))
        .addString(code.acr().orElse(null))
        .addLong(code.lifetime().toSeconds())
        .addArrayOfString(code.claims().idToken().toArray(String[]::new))
        .addArrayOfString(code.claims().userinfo().toArray(String[]::new))
        .addString(code.resource().orElse(null))
        .addArrayOfString(code.amr().toArray(String[]::new));
  }

  private static String[] array(Scopes scopes) {
    return scopes.values().toArray(String[]::new);
  }

  private static Buffer hash(String code) {
    return Buffer.buffer(Digests.sha256(code));
  }
}
