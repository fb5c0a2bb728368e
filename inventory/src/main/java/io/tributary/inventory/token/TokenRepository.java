package io.tributary.inventory.token;

import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * API tokens at rest. They are found by their SHA-256: the time that a look-up takes says nothing
 * about a token that is nearly right.
 */
public final class TokenRepository {
  private static final Statement CREATE =
      new Statement(
          "api_token.create",
          "INSERT INTO api_token (user_id, key_hash, description, write_enabled, expires_at)"
              + " VALUES ($1, $2, $3, $4, $5) RETURNING id");
  private static final Statement OWNER =
      new Statement(
          "api_token.owner",
          """
          WITH used AS (
            UPDATE api_token SET last_used_at = now()
            WHERE key_hash = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
          )
          SELECT t.user_id FROM api_token t JOIN app_user u ON u.id = t.user_id
          WHERE t.key_hash = $1 AND u.is_active AND (t.expires_at IS NULL OR t.expires_at > now())
          """);

  private final Database database;

  public TokenRepository(Database database) {
    this.database = database;
  }

  /**
   * @param expires nothing for a token that does not end
   */
  public Future<Void> create(
      long userId,
      ApiToken token,
      String description,
      boolean writeEnabled,
      Optional<OffsetDateTime> expires) {
    return database
        .durable()
        .run(CREATE, Tuple.of(userId, hash(token), description, writeEnabled, expires.orElse(null)))
        .mapEmpty();
  }

  /** Id of the active account whose living token this is. */
  public Future<Optional<Long>> owner(ApiToken token) {
    return database
        .relaxed()
        .run(OWNER, Tuple.of(hash(token)))
        .map(
            rows -> {
              var all = rows.iterator();
              return all.hasNext()
                  ? Optional.of(all.next().getLong("user_id"))
                  : Optional.<Long>empty();
            });
  }

  private static Buffer hash(ApiToken token) {
    return Buffer.buffer(Digests.sha256(token.key()));
  }
}
