package io.tributary.broker.keys;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Table {@code signing_key}. Durable: clients remember what was published. */
public final class SigningKeyRepository {
  private static final Statement LOAD =
      new Statement(
          "signing_key.load",
          "SELECT kid, algorithm, state, public_key, sealed_private, changed_at FROM signing_key"
              + " WHERE issuer = $1 ORDER BY created_at, kid");

  /** One active key for each issuer and algorithm: of two nodes the slower inserts nothing. */
  private static final Statement ADD_ACTIVE =
      new Statement(
          "signing_key.add_active",
          "INSERT INTO signing_key (kid, issuer, algorithm, state, public_key, sealed_private)"
              + " VALUES ($1, $2, $3, 'active', $4, $5)"
              + " ON CONFLICT (issuer, algorithm) WHERE state = 'active' DO NOTHING");

  private final Durable database;

  public SigningKeyRepository(Durable database) {
    this.database = database;
  }

  /**
   * A row.
   *
   * @param publicKey SubjectPublicKeyInfo
   * @param sealedPrivate PKCS #8, sealed
   * @param changedAt since when it is in its state
   */
  record Stored(
      String kid,
      String algorithm,
      String state,
      Buffer publicKey,
      Buffer sealedPrivate,
      Instant changedAt) {}

  Future<List<Stored>> load(String issuer) {
    return database
        .run(LOAD, Tuple.of(issuer))
        .map(
            rows -> {
              List<Stored> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(
                    new Stored(
                        row.getString("kid"),
                        row.getString("algorithm"),
                        row.getString("state"),
                        row.getBuffer("public_key"),
                        row.getBuffer("sealed_private"),
                        row.getOffsetDateTime("changed_at").toInstant()));
              }
              return found;
            });
  }

  Future<Void> addActive(
      String issuer, String kid, String algorithm, byte[] publicKey, byte[] sealedPrivate) {
    return database
        .run(
            ADD_ACTIVE,
            Tuple.of(
                kid, issuer, algorithm, Buffer.buffer(publicKey), Buffer.buffer(sealedPrivate)))
        .mapEmpty();
  }
}
