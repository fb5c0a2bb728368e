package io.tributary.broker.token;

import io.tributary.broker.audit.AuditSql;
import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Table {@code refresh_family}: which refresh token of an offline grant comes next. Durable: a
 * client that was told of a successor has it also after a crash. Families begin where their code is
 * exchanged ({@link AuthorizationCodeRepository}).
 */
public final class RefreshFamilyRepository {
  /** RFC 6749 §6: something of what is asked for was granted. */
  private static final String SCOPE_FITS = "($5::text[] IS NULL OR g.scopes && $5::text[])";

  /** RFC 8707 §2.2: what was granted for one resource is for no other. */
  private static final String RESOURCE_FITS =
      "($6::text IS NULL OR g.resource IS NULL OR g.resource = $6::text)";

  /** A family that goes on, with its grant {@code g} and the grant's account {@code a}. */
  private static final String GOES_ON =
      """
      f.grant_id = $1 AND f.client_id = $2 AND f.issuer = $3
        AND f.reused_at IS NULL AND f.expires_at > clock_timestamp()
        AND f.rotated_at + f.idle_seconds * interval '1 second' > clock_timestamp()
        AND g.id = f.grant_id AND g.revoked_at IS NULL
      """;

  private static final String OF_FAMILY =
      "f.generation, g.upstream, g.auth_time, g.acr, g.amr, g.id_token_claims,"
          + " g.userinfo_claims, g.resource, "
          + GrantSql.COLUMNS;

  /**
   * The newest token, and nothing amiss: nearly every refresh. The row is decided on as it is once
   * it is locked: of many at once the first rotates, and the others find nothing to do here
   * (PostgreSQL evaluates the condition anew on the row that they waited for). The clock is that of
   * the moment, not of the beginning of a statement that waited.
   *
   * <p>Only {@code generation} and {@code rotated_at} change, which no index has.
   *
   * <p>$1 grant, $2 client, $3 issuer, $4 generation presented, $5 scopes, $6 resource.
   */
  private static final Statement ROTATE =
      new Statement(
          "refresh.rotate",
          """
          UPDATE refresh_family f SET generation = f.generation + 1, rotated_at = clock_timestamp()
          FROM client_grant g %s
          WHERE %s AND f.generation = $4::integer AND %s AND %s
          RETURNING false AS reused, true AS scope_fits, true AS resource_fits, %s
          """
              .formatted(GrantSql.ACCOUNT, GOES_ON, SCOPE_FITS, RESOURCE_FITS, OF_FAMILY));

  /**
   * What remains: within the grace the successor once more, a wrong wish, or reuse, which ends the
   * family in this same statement. It decides for itself, and rotates too: between the two the
   * family may have become one that {@link #ROTATE} would have taken.
   *
   * <p>As there, then $7 grace in milliseconds, $8 request id.
   */
  private static final Statement JUDGE =
      new Statement(
          "refresh.judge",
          """
          WITH family AS (
            UPDATE refresh_family f SET
              generation = f.generation + CASE WHEN f.generation = $4::integer AND %1$s AND %2$s
                THEN 1 ELSE 0 END,
              rotated_at = CASE WHEN f.generation = $4 AND %1$s AND %2$s
                THEN clock_timestamp() ELSE f.rotated_at END,
              reused_at = CASE WHEN f.generation = $4 OR (f.generation = $4 + 1
                  AND f.rotated_at + $7::bigint * interval '1 millisecond' > clock_timestamp())
                THEN NULL ELSE clock_timestamp() END
            FROM client_grant g %3$s
            WHERE %4$s
            RETURNING f.reused_at IS NOT NULL AS reused, %1$s AS scope_fits, %2$s AS resource_fits,
              %5$s
          ),
          ended AS (
            UPDATE client_grant g SET revoked_at = now() FROM family
            WHERE g.id = family.grant_id AND family.reused AND g.revoked_at IS NULL
          ),
          event AS (
            %6$s
            SELECT now(), 'refresh.reused', $8, subject, upstream, client_id,
              jsonb_build_object('grant', grant_id, 'presented', $4::integer, 'current', generation)
            FROM family WHERE reused
          )
          SELECT * FROM family
          """
              .formatted(
                  SCOPE_FITS,
                  RESOURCE_FITS,
                  GrantSql.ACCOUNT,
                  GOES_ON,
                  OF_FAMILY,
                  AuditSql.INSERT));

  private static final Statement FIND =
      new Statement(
          "refresh.find",
          """
          SELECT LEAST(f.expires_at, f.rotated_at + f.idle_seconds * interval '1 second') AS ends_at,
            %s
          FROM refresh_family f JOIN client_grant g ON g.id = f.grant_id %s
          WHERE f.grant_id = $1 AND f.client_id = $2 AND f.issuer = $3 AND f.generation = $4
            AND f.reused_at IS NULL AND g.revoked_at IS NULL AND f.expires_at > now()
            AND f.rotated_at + f.idle_seconds * interval '1 second' > now()
          """
              .formatted(GrantSql.COLUMNS, GrantSql.ACCOUNT));

  private final Durable database;

  public RefreshFamilyRepository(Durable database) {
    this.database = database;
  }

  /**
   * The newest token of a family that goes on.
   *
   * @param endsAt if it is not used before
   */
  public record LiveToken(Grant grant, Instant endsAt) {}

  /**
   * For introspection (RFC 7662): changes nothing. The token before the newest is not live,
   * although the grace may still answer it.
   */
  public Future<Optional<LiveToken>> find(RefreshToken token, String clientId, String issuer) {
    return database
        .run(FIND, Tuple.of(token.grantId(), clientId, issuer, token.generation()))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new LiveToken(
                                GrantRepository.grant(row),
                                row.getOffsetDateTime("ends_at").toInstant())));
  }

  /**
   * What a client asks for.
   *
   * @param token authentic: made by us for this client at this issuer
   * @param scopes fewer than were granted; empty: all
   * @param resource that the access token is to be for
   * @param requestId for the audit
   */
  public record Request(
      RefreshToken token,
      String clientId,
      String issuer,
      Optional<Scopes> scopes,
      Optional<String> resource,
      String requestId) {}

  /**
   * Turns a token into its successor, once.
   *
   * <ul>
   *   <li>The newest token of the family: it is rotated.
   *   <li>The one before it, while its successor is unused and within the grace: the same successor
   *       again, since the client may not have heard of it.
   *   <li>Any other: somebody uses what was used before. The family and its access tokens end, in
   *       the same statement, with the event {@code refresh.reused} (RFC 9700 §4.14.2).
   * </ul>
   *
   * <p>A token that is ahead of its family is one of the last: it was issued before the database
   * was put back to an earlier state, in which older tokens of it would count again.
   */
  public Future<Rotation> rotate(Request request, Duration grace) {
    return database
        .run(ROTATE, wish(presented(request), request))
        .compose(
            rows ->
                rows.size() > 0
                    ? Future.succeededFuture(rows)
                    : database.run(
                        JUDGE,
                        wish(presented(request), request)
                            .addLong(grace.toMillis())
                            .addString(request.requestId())))
        .map(rows -> outcome(rows, request));
  }

  private static Tuple presented(Request request) {
    return Tuple.of(
        request.token().grantId(),
        request.clientId(),
        request.issuer(),
        request.token().generation());
  }

  private static Tuple wish(Tuple parameters, Request request) {
    return parameters
        .addArrayOfString(
            request.scopes().map(scopes -> scopes.values().toArray(String[]::new)).orElse(null))
        .addString(request.resource().orElse(null));
  }

  private static Rotation outcome(RowSet<Row> rows, Request request) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return new Rotation.Refused(Rotation.Reason.OVER);
    }
    Row row = found.next();
    if (row.getBoolean("reused")) {
      return new Rotation.Reused(row.getString("subject"));
    }
    if (!row.getBoolean("scope_fits")) {
      return new Rotation.Refused(Rotation.Reason.SCOPE);
    }
    if (!row.getBoolean("resource_fits")) {
      return new Rotation.Refused(Rotation.Reason.RESOURCE);
    }
    return new Rotation.Rotated(
        authorized(row, request),
        new RefreshToken(row.getString("grant_id"), row.getInteger("generation")));
  }

  private static Authorized authorized(Row row, Request request) {
    Grant grant = GrantRepository.grant(row);
    return new Authorized(
        grant,
        request
            .scopes()
            .map(asked -> asked.intersect(grant.scopes().values()))
            .orElse(grant.scopes()),
        Optional.empty(),
        row.getOffsetDateTime("auth_time").toInstant(),
        Optional.ofNullable(row.getString("acr")),
        List.of(row.getArrayOfStrings("amr")),
        new RequestedClaims(
            Set.of(row.getArrayOfStrings("id_token_claims")),
            Set.of(row.getArrayOfStrings("userinfo_claims"))),
        request.resource().or(() -> Optional.ofNullable(row.getString("resource"))));
  }
}
