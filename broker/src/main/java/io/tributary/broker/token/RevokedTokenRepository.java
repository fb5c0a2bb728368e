package io.tributary.broker.token;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Table {@code revoked_token}: access tokens that were revoked without their grant (RFC 7009 §2.1),
 * by {@code jti}, until they would have ended. A token with a grant is looked up together with it
 * ({@link GrantRepository#findByToken}).
 */
public final class RevokedTokenRepository {
  private static final Statement REVOKE =
      new Statement(
          "revoked_token.revoke",
          "INSERT INTO revoked_token (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING");

  private static final Statement FIND =
      new Statement("revoked_token.find", "SELECT FROM revoked_token WHERE id = $1");

  private final Relaxed reads;
  private final Durable durable;

  public RevokedTokenRepository(Relaxed reads, Durable durable) {
    this.reads = reads;
    this.durable = durable;
  }

  /**
   * @param id {@code jti} of a token that we made
   * @param expiresAt its {@code exp}
   */
  public Future<Void> revoke(String id, Instant expiresAt) {
    return durable.run(REVOKE, Tuple.of(id, expiresAt.atOffset(ZoneOffset.UTC))).mapEmpty();
  }

  /** For tokens without a grant. */
  public Future<Boolean> isRevoked(String id) {
    return reads.run(FIND, Tuple.of(id)).map(rows -> rows.size() > 0);
  }
}
