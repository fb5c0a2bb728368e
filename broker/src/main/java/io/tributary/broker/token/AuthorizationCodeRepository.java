package io.tributary.broker.token;

import io.tributary.broker.session.LoginAttemptUse;
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
import java.util.Optional;
import java.util.Set;

/**
 * Table {@code authorization_code}: 256-bit codes, stored as SHA-256, exchanged once.
 *
 * <p>Issuing is relaxed (a lost code is refused) unless it spends a login attempt. Redeeming runs
 * durably, because a replay revokes; a plain exchange touches an unlogged table only, for which
 * PostgreSQL waits for no disk.
 */
public final class AuthorizationCodeRepository {
  private final Relaxed relaxed;
  private final Durable durable;

  public AuthorizationCodeRepository(Relaxed relaxed, Durable durable) {
    this.relaxed = relaxed;
    this.durable = durable;
  }

  /**
   * Gives a client a grant in a session and a code for it, in one statement.
   *
   * @return the code; empty when the session or account is not live
   */
  public Future<Optional<String>> issue(NewGrant grant, NewCode code) {
    String value = RandomToken.bits256();
    return relaxed
        .run(CodeStatements.ISSUE, parameters(grant, code, value))
        .map(rows -> made(rows, value));
  }

  /**
   * As {@link #issue(NewGrant, NewCode)}, and spends a login attempt, durably.
   *
   * @return empty also when the attempt was spent before, or is older than the list of spent ones:
   *     nothing is made then
   */
  public Future<Optional<String>> issue(NewGrant grant, NewCode code, LoginAttemptUse attempt) {
    String value = RandomToken.bits256();
    Tuple parameters =
        parameters(grant, code, value)
            .addString(attempt.id())
            .addOffsetDateTime(attempt.issuedAt().atOffset(ZoneOffset.UTC))
            .addOffsetDateTime(attempt.expiresAt().atOffset(ZoneOffset.UTC));
    return durable.run(CodeStatements.ISSUE_SPENDING, parameters).map(rows -> made(rows, value));
  }

  /**
   * Exchanges a code. The owner of a code is its client at its issuer.
   *
   * <ul>
   *   <li>Anybody else gets {@link Redemption.Reason#UNKNOWN} and changes nothing: whoever saw a
   *       code in passing and holds some client of their own can neither use nor burn it (RFC 9700
   *       §4.5, the code is bound to its client).
   *   <li>The owner's attempt uses it up, also with a wrong redirect URI, and before the caller has
   *       compared the PKCE verifier: an injected code gives no second guess (RFC 7636 §4.6, RFC
   *       6749 §4.1.3).
   *   <li>The owner's second attempt, also one that raced the first, revokes the grant (RFC 6749
   *       §4.1.2, RFC 9700 §4.5).
   * </ul>
   *
   * @param redirectUri as the token request has it; must be there, since every authorization
   *     request had one (OpenID Connect Core §3.1.2.1)
   */
  public Future<Redemption> redeem(
      String code, String clientId, String issuer, Optional<String> redirectUri) {
    return durable
        .run(CodeStatements.REDEEM, Tuple.of(hash(code), clientId, issuer))
        .map(rows -> outcome(rows, clientId, redirectUri));
  }

  private static Redemption outcome(
      RowSet<Row> rows, String clientId, Optional<String> redirectUri) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return new Redemption.Refused(Redemption.Reason.UNKNOWN);
    }
    Row row = found.next();
    if (!row.getBoolean("won")) {
      return replay(row, clientId);
    }
    if (!row.getBoolean("fresh")) {
      return new Redemption.Refused(Redemption.Reason.EXPIRED);
    }
    if (!redirectUri.equals(Optional.of(row.getString("redirect_uri")))) {
      return new Redemption.Refused(Redemption.Reason.REDIRECT_URI);
    }
    if (!row.getBoolean("live")) {
      return new Redemption.Refused(Redemption.Reason.NOT_LIVE);
    }
    return new Redemption.Redeemed(
        new RedeemedCode(
            new Authorized(
                GrantRowsRepository.grant(row),
                GrantRowsRepository.scopes(row, "code_scopes"),
                Optional.ofNullable(row.getString("nonce")),
                row.getOffsetDateTime("auth_time").toInstant(),
                Optional.ofNullable(row.getString("acr")),
                new RequestedClaims(
                    Set.of(row.getArrayOfStrings("id_token_claims")),
                    Set.of(row.getArrayOfStrings("userinfo_claims"))),
                Optional.ofNullable(row.getString("resource"))),
            Optional.ofNullable(row.getString("code_challenge"))));
  }

  /** Without its grant, swept long after the session's end, a replay has nothing to revoke. */
  private static Redemption replay(Row row, String clientId) {
    String subject = row.getString("subject");
    return subject == null
        ? new Redemption.Refused(Redemption.Reason.NOT_LIVE)
        : new Redemption.Replayed(subject, clientId);
  }

  private static Optional<String> made(RowSet<Row> rows, String value) {
    return rows.rowCount() == 1 ? Optional.of(value) : Optional.empty();
  }

  private static Tuple parameters(NewGrant grant, NewCode code, String value) {
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
        .addString(grant.traceId())
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
        .addString(code.resource().orElse(null));
  }

  private static String[] array(Scopes scopes) {
    return scopes.values().toArray(String[]::new);
  }

  private static Buffer hash(String code) {
    return Buffer.buffer(Digests.sha256(code));
  }
}
