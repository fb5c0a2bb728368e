package io.tributary.broker.token;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Table {@code client_grant}: read relaxed, revoked durably. A grant lives as its session does; an
 * offline one, without a session, until it ends itself.
 */
public final class GrantRepository {
  private static final Statement FIND =
      new Statement(
          "grant.find",
          "SELECT "
              + GrantSql.COLUMNS
              + " FROM client_grant g"
              + GrantSql.IN_SESSION
              + " WHERE g.session_hash = $1 AND g.client_id = $2 AND g.issuer = $3"
              + " AND g.live");

  private static final Statement FIND_BY_TOKEN =
      new Statement(
          "grant.find_by_token",
          "SELECT "
              + GrantSql.COLUMNS
              + " FROM client_grant g"
              + GrantSql.OWNER
              + " WHERE g.id = $1 AND (g.client_id = $2) IS TRUE AND g.issuer = $3 AND"
              + GrantSql.LIVE
              + " AND NOT EXISTS (SELECT FROM revoked_token WHERE id = $4)");

  private static final int MOST_USES = 20;

  private static final Statement USED_IN =
      new Statement(
          "grant.used_in",
          "SELECT client_id, issuer FROM client_grant WHERE session_hash = $1"
              + " AND live ORDER BY client_id, issuer LIMIT "
              + MOST_USES);

  private static final Statement REVOKE =
      new Statement(
          "grant.revoke",
          "UPDATE client_grant SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL");

  /** By the index of live sessions: of one that has ended nothing is found. */
  private static final Statement LAST_MAPPED =
      new Statement(
          "grant.last_mapped",
          "SELECT g.claims, g.mapping_versions, g.created_at FROM session s"
              + " JOIN client_grant g ON g.session_hash = s.id_hash AND "
              + GrantSql.SAME_PERSON
              + " WHERE s.upstream = $1 AND s.upstream_issuer = $2 AND s.upstream_sub = $3"
              + " AND s.ended_at IS NULL AND g.client_id = $4 AND g.live"
              + " ORDER BY g.created_at DESC LIMIT 1");

  private final Relaxed reads;
  private final Durable durable;

  public GrantRepository(Relaxed reads, Durable durable) {
    this.reads = reads;
    this.durable = durable;
  }

  /** The live grant of a client in a session. */
  public Future<Optional<Grant>> find(Buffer sessionHash, String clientId, String issuer) {
    return reads.run(FIND, Tuple.of(sessionHash, clientId, issuer)).map(GrantRepository::first);
  }

  /**
   * What the scope mappings made for an identity and a client.
   *
   * @param versions mapping name to version
   */
  public record Mapped(JsonObject claims, JsonObject versions, Instant at) {}

  /** The youngest, over all sessions of the identity that have not been ended. */
  public Future<Optional<Mapped>> lastMapped(
      String upstream, String upstreamIssuer, String upstreamSub, String clientId) {
    return reads
        .run(LAST_MAPPED, Tuple.of(upstream, upstreamIssuer, upstreamSub, clientId))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new Mapped(
                                row.getJsonObject("claims"),
                                row.getJsonObject("mapping_versions"),
                                row.getOffsetDateTime("created_at").toInstant())));
  }

  /**
   * A client that has a grant in a session.
   *
   * @param issuer identifier of the issuer that it used
   */
  public record Use(String clientId, String issuer) {}

  /** Who has been given something in a session, the first {@value #MOST_USES} by name. */
  public Future<List<Use>> usedIn(Buffer sessionHash) {
    return reads
        .run(USED_IN, Tuple.of(sessionHash))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Use(row.getString("client_id"), row.getString("issuer")))
                    .toList());
  }

  /**
   * The live grant that an access token names; nothing under another client or issuer, or when the
   * token was revoked by itself.
   */
  public Future<Optional<Grant>> findByToken(
      String id, String clientId, String issuer, String tokenId) {
    return reads
        .run(FIND_BY_TOKEN, Tuple.of(id, clientId, issuer, tokenId))
        .map(GrantRepository::first);
  }

  /**
   * Ends everything that was given under it: access tokens, and refresh tokens of an offline one.
   */
  public Future<Void> revoke(String id) {
    return durable.run(REVOKE, Tuple.of(id)).mapEmpty();
  }

  private static Optional<Grant> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(grant(rows.iterator().next()));
  }

  /** From the columns {@link GrantSql#COLUMNS}. */
  static Grant grant(Row row) {
    return new Grant(
        row.getString("grant_id"),
        row.getBuffer("session_hash"),
        row.getString("client_id"),
        row.getString("issuer"),
        row.getString("subject"),
        scopes(row, "grant_scopes"),
        scopes(row, "consented_scopes"),
        row.getJsonObject("claims"),
        row.getJsonObject("mapping_versions"),
        row.getString("trace_id"));
  }

  static Scopes scopes(Row row, String column) {
    return Scopes.of(List.of(row.getArrayOfStrings(column)));
  }
}
