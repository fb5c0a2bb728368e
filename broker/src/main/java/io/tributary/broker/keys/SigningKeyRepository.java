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
import java.util.Optional;

/** Reads table {@code signing_key}. */
public final class SigningKeyRepository {
  private static final String COLUMNS =
      "SELECT kid, issuer, algorithm, state, public_key, sealed_private, proof, changed_at,"
          + " activate_at, publish_until, verify_until, now() AS read_at FROM signing_key";

  /** A revoked key is gone for all who sign and verify. */
  private static final Statement LOAD =
      new Statement(
          "signing_key.load",
          COLUMNS + " WHERE issuer = $1 AND state <> 'revoked' ORDER BY created_at, kid");

  private static final Statement LIST =
      new Statement("signing_key.list", COLUMNS + " ORDER BY issuer, algorithm, created_at, kid");

  private static final Statement VERSION =
      new Statement("signing_key.version", "SELECT version FROM signing_key_version");

  private final Durable database;

  public SigningKeyRepository(Durable database) {
    this.database = database;
  }

  /**
   * A row.
   *
   * @param publicKey SubjectPublicKeyInfo
   * @param sealedPrivate PKCS #8, sealed; empty when it was destroyed
   * @param proof the public part, sealed; absent in rows of old versions
   * @param changedAt since when it is in its state
   * @param activateAt of a next key
   * @param publishUntil of a retired key
   * @param verifyUntil of a retired key
   * @param readAt the database's time
   */
  public record Stored(
      String kid,
      String issuer,
      String algorithm,
      SigningKey.State state,
      Buffer publicKey,
      Buffer sealedPrivate,
      Optional<Buffer> proof,
      Instant changedAt,
      Optional<Instant> activateAt,
      Optional<Instant> publishUntil,
      Optional<Instant> verifyUntil,
      Instant readAt) {

    /** What it may be used for, by the database's time. */
    SigningKey.Use use() {
      return switch (state) {
        case NEXT -> SigningKey.Use.ANNOUNCED;
        case ACTIVE -> SigningKey.Use.SIGNING;
        case RETIRED ->
            publishUntil.filter(readAt::isBefore).isPresent()
                ? SigningKey.Use.VERIFYING
                : SigningKey.Use.HINTS;
        case REVOKED -> throw new IllegalStateException("A revoked key has no use");
      };
    }
  }

  Future<List<Stored>> load(String issuer) {
    return database.run(LOAD, Tuple.of(issuer)).map(SigningKeyRepository::stored);
  }

  /** All keys of all issuers, revoked ones too. */
  public Future<List<Stored>> list() {
    return database.run(LIST).map(SigningKeyRepository::stored);
  }

  /** Another number at each change of any key. */
  Future<Long> version() {
    return database.run(VERSION).map(rows -> rows.iterator().next().getLong(0));
  }

  private static List<Stored> stored(Iterable<Row> rows) {
    List<Stored> found = new ArrayList<>();
    for (Row row : rows) {
      found.add(
          new Stored(
              row.getString("kid"),
              row.getString("issuer"),
              row.getString("algorithm"),
              SigningKey.State.of(row.getString("state")),
              row.getBuffer("public_key"),
              row.getBuffer("sealed_private"),
              Optional.ofNullable(row.getBuffer("proof")),
              time(row, "changed_at").orElseThrow(),
              time(row, "activate_at"),
              time(row, "publish_until"),
              time(row, "verify_until"),
              time(row, "read_at").orElseThrow()));
    }
    return found;
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(at -> at.toInstant());
  }
}
