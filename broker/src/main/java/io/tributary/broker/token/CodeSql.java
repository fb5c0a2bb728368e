package io.tributary.broker.token;

import io.tributary.broker.session.SpentAttemptRepository;
import io.tributary.platform.db.Statement;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The SQL of authorization codes: each intent is one statement. {@code IS TRUE}: see {@link
 * GrantSql#SAME_PERSON}.
 */
final class CodeSql {
  /** Parameters of a grant; a code's own follow them, and then those of an attempt. */
  private static final int OF_GRANT = 10;

  private static final int OF_AGAIN = 5;

  /** The code's own. */
  private static final int OWN = 12;

  /** The session as it must be, with {@code %s} for the attempt, and the grant in it. */
  private static final String GIVE =
      """
      live AS (
        SELECT s.id_hash, s.subject, s.expires_at
        FROM session s JOIN account a ON a.subject = s.subject
        WHERE s.id_hash = $1::bytea AND (s.subject = $2::text) IS TRUE
          AND s.ended_at IS NULL AND s.expires_at > now()
          AND a.disabled_at IS NULL AND a.deleted_at IS NULL%s
      ),
      given AS (
        INSERT INTO client_grant AS g (session_hash, subject, id, client_id, issuer, scopes,
            consented_scopes, claims, mapping_versions, trace_id, expires_at)
        SELECT id_hash, subject, $3::text, $4::text, $5::text, $6::text[], $7::text[], $8::jsonb,
            $9::jsonb, $10::text,
            expires_at
        FROM live
        ON CONFLICT (session_hash, client_id, issuer) WHERE live DO UPDATE SET
          scopes = ARRAY(SELECT DISTINCT unnest(g.scopes || EXCLUDED.scopes)),
          consented_scopes =
            ARRAY(SELECT DISTINCT unnest(g.consented_scopes || EXCLUDED.consented_scopes)),
          claims = EXCLUDED.claims,
          mapping_versions = EXCLUDED.mapping_versions,
          trace_id = EXCLUDED.trace_id,
          expires_at = EXCLUDED.expires_at
        RETURNING id
      )
      """;

  private static final String CODE =
      """
      INSERT INTO authorization_code (code_hash, grant_id, client_id, issuer, redirect_uri, scopes,
          nonce, code_challenge, auth_time, acr, expires_at, id_token_claims, userinfo_claims,
          resource, amr, trace_id)
      SELECT %4$s::bytea, id, %1$s::text, %2$s::text, %5$s::text, %6$s::text[], %7$s::text,
          %8$s::text, %9$s::timestamptz, %10$s::text,
          now() + %11$s::bigint * interval '1 second', %12$s::text[], %13$s::text[], %14$s::text,
          %15$s::text[], %3$s::text
      FROM given
      RETURNING grant_id
      """;

  private static final String NO_CODE = "SELECT id AS grant_id FROM given";

  /**
   * A code for a grant that has everything already: nearly every login of somebody who is signed
   * in. Writes nothing but the code. $1 grant, $2 session, $3 client, $4 issuer, $5 trace, then the
   * code's own.
   */
  static final Statement ISSUE_AGAIN =
      new Statement(
          "code.issue_again",
          """
          WITH given AS (
            SELECT g.id FROM client_grant g%s
            WHERE g.id = $1 AND (g.session_hash = $2) IS TRUE AND g.revoked_at IS NULL)
          """
                  .formatted(GrantSql.IN_SESSION)
              + code("$3", "$4", "$5", OF_AGAIN));

  private static final String CODE_OF_GRANT = code("$4", "$5", "$10", OF_GRANT);

  static final Statement ISSUE = new Statement("code.issue", giving(CODE_OF_GRANT));

  static final Statement ISSUE_SPENDING =
      new Statement("code.issue_spending", spendingAfter(OF_GRANT + OWN, CODE_OF_GRANT));

  /** For a response without a code (OpenID Connect Core §3.2). */
  static final Statement GRANT = new Statement("code.grant", giving(NO_CODE));

  static final Statement GRANT_SPENDING =
      new Statement("code.grant_spending", spendingAfter(OF_GRANT, NO_CODE));

  /**
   * @param before how many parameters stand before the code's own
   */
  private static String code(String client, String issuer, String trace, int before) {
    Stream<String> own =
        IntStream.rangeClosed(before + 1, before + OWN).mapToObj(number -> "$" + number);
    return CODE.formatted(Stream.concat(Stream.of(client, issuer, trace), own).toArray());
  }

  private static String giving(String end) {
    return "WITH " + GIVE.formatted("") + end;
  }

  private static String spendingAfter(int parameters, String end) {
    return SpentAttemptRepository.spending(parameters)
        + ", "
        + GIVE.formatted("\n    AND EXISTS (SELECT 1 FROM spent)")
        + end;
  }

  /** The exchange, with what is right about it; nothing when there is nothing to exchange. */
  private static final String WON =
      """
      WITH won AS (
        UPDATE authorization_code SET redeemed_at = now()
        WHERE code_hash = $1 AND client_id = $2 AND issuer = $3 AND redeemed_at IS NULL
        RETURNING code_hash, grant_id, scopes, nonce, auth_time, acr, amr,
          id_token_claims, userinfo_claims, resource, trace_id,
          expires_at > now() AS fresh,
          redirect_uri = $4::text AS same_place,
          code_challenge IS NOT DISTINCT FROM $5::text AS proven,
          $6::text IS NULL OR resource IS NULL OR resource = $6::text AS resource_fits
      )
      """;

  private static final String OF_WON =
      """
      won.fresh, won.same_place, won.proven, won.resource_fits, won.scopes AS code_scopes,
        won.nonce, won.auth_time, won.acr, won.amr, won.id_token_claims, won.userinfo_claims,
        won.resource, won.trace_id AS code_trace_id
      """;

  /** $1 code, $2 client, $3 issuer, $4 redirect URI, $5 challenge of the verifier, $6 resource. */
  static final Statement REDEEM =
      new Statement(
          "code.redeem",
          WON
              + "SELECT "
              + OF_WON
              + ", a.subject IS NOT NULL AS live, NULL AS offline_id, "
              + GrantSql.COLUMNS
              + " FROM won LEFT JOIN (client_grant g"
              + GrantSql.IN_SESSION
              + ") ON g.id = won.grant_id AND g.revoked_at IS NULL");

  /**
   * The same for a client that gets refresh tokens: an offline grant and its family begin here, so
   * that an exchange that is refused leaves none. $7 id of the offline grant, $8 idle and $9
   * absolute seconds.
   */
  static final Statement REDEEM_OFFLINE =
      new Statement(
          "code.redeem_offline",
          (WON
                  + """
                  , live AS (
                    SELECT g.*, s.upstream AS from_upstream, s.upstream_issuer AS from_issuer,
                      s.upstream_sub AS from_sub, s.upstream_sid AS from_sid
                    FROM won JOIN client_grant g ON g.id = won.grant_id AND g.revoked_at IS NULL
                    %s
                  ),
                  offline AS (
                    INSERT INTO client_grant (id, origin_hash, code_hash, client_id, issuer, subject, scopes,
                      consented_scopes, claims, mapping_versions, trace_id, expires_at, upstream,
                      upstream_issuer, upstream_sub, upstream_sid, auth_time, acr, id_token_claims,
                      userinfo_claims, resource, amr)
                    SELECT $7::text, live.session_hash, won.code_hash, live.client_id, live.issuer,
                      live.subject, won.scopes, live.consented_scopes, live.claims, live.mapping_versions,
                      coalesce(won.trace_id, live.trace_id), now() + $9::bigint * interval '1 second', live.from_upstream,
                      live.from_issuer, live.from_sub, live.from_sid, won.auth_time, won.acr,
                      won.id_token_claims, won.userinfo_claims, won.resource, won.amr
                    FROM won, live
                    WHERE won.fresh AND won.same_place AND won.proven
                      AND won.resource_fits AND 'offline_access' = ANY(won.scopes)
                    RETURNING id, client_id, issuer, expires_at
                  ),
                  family AS (
                    INSERT INTO refresh_family (grant_id, client_id, issuer, generation, rotated_at,
                      idle_seconds, expires_at)
                    SELECT id, client_id, issuer, %d, now(), $8::bigint, expires_at FROM offline
                  )
                  SELECT %s, g.id IS NOT NULL AS live, offline.id AS offline_id, %s
                  FROM won LEFT JOIN live g ON true LEFT JOIN offline ON true
                  """)
              .formatted(GrantSql.IN_SESSION, RefreshToken.FIRST, OF_WON, GrantSql.COLUMNS));

  /**
   * What becomes of a code that there was nothing to exchange of, once more by its own client: its
   * grant ends, and what it gave beside it. A statement after {@link #REDEEM}, which may have
   * waited for the exchange that it lost to: its snapshot from before shows none of the rows which
   * that exchange made; this one's does. Both rows are found by key, not by an OR of two.
   */
  static final Statement REPLAYED =
      new Statement(
          "code.replayed",
          """
          WITH seen AS (
            SELECT grant_id FROM authorization_code
            WHERE code_hash = $1 AND client_id = $2 AND issuer = $3
          ),
          revoked AS (
            UPDATE client_grant g SET revoked_at = now() FROM seen
            WHERE g.id = seen.grant_id AND g.revoked_at IS NULL
          ),
          born AS (
            UPDATE client_grant g SET revoked_at = now() FROM seen
            WHERE g.code_hash = $1 AND g.revoked_at IS NULL
          )
          SELECT g.subject FROM seen LEFT JOIN client_grant g ON g.id = seen.grant_id
          """);

  private CodeSql() {}
}
