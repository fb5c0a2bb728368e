package io.tributary.broker.registration;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.protocol.Digests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registered clients in the database. Every change is durable and audited by its own statement. */
public final class RegisteredClientRepository {
  private final Durable durable;
  private final Relaxed relaxed;

  RegisteredClientRepository(Durable durable, Relaxed relaxed) {
    this.durable = durable;
    this.relaxed = relaxed;
  }

  /** What is inserted; the tokens in clear, hashed here. */
  record NewClient(
      String id,
      String issuer,
      JsonObject metadata,
      Optional<ClientSecrets.Stored> secret,
      String accessToken,
      Optional<String> softwareId,
      Optional<Instant> expiresAt) {}

  /** Nothing when there are {@code most} clients already. */
  Future<Optional<Instant>> register(NewClient client, long most, Instant now, String requestId) {
    return insert(durable.run(RegistrationSql.REGISTER, parameters(client, now, requestId, most)));
  }

  /** Spends one use of an initial access token; nothing when it has none. */
  Future<Optional<Instant>> registerWith(
      String initialToken, NewClient client, Instant now, String requestId) {
    return insert(
        durable.run(
            RegistrationSql.REGISTER_WITH_TOKEN,
            parameters(client, now, requestId, hash(initialToken))));
  }

  private static Future<Optional<Instant>> insert(Future<? extends Iterable<Row>> made) {
    return made.map(
        rows -> {
          for (Row row : rows) {
            return Optional.of(row.getOffsetDateTime("created_at").toInstant());
          }
          return Optional.empty();
        });
  }

  private static Tuple parameters(NewClient client, Instant now, String requestId, Object last) {
    return Tuple.tuple()
        .addString(client.id())
        .addString(client.issuer())
        .addValue(client.metadata())
        .addString(client.secret().map(ClientSecrets.Stored::hash).orElse(null))
        .addValue(sealed(client.secret()))
        .addValue(hash(client.accessToken()))
        .addString(client.softwareId().orElse(null))
        .addValue(client.expiresAt().map(RegisteredClientRepository::utc).orElse(null))
        .addValue(utc(now))
        .addString(requestId)
        .addValue(last);
  }

  Future<Optional<StoredClient>> find(String id, Instant now) {
    return relaxed.run(RegistrationSql.FIND, Tuple.of(id, utc(now))).map(rows -> one(rows));
  }

  Future<List<StoredClient>> find(List<String> ids, Instant now) {
    return relaxed
        .run(
            RegistrationSql.FIND_ALL,
            Tuple.tuple().addArrayOfString(ids.toArray(String[]::new)).addValue(utc(now)))
        .map(rows -> rows.stream().map(RegisteredClientRepository::stored).toList());
  }

  /** Only who shows the client's registration access token, at the issuer of the client. */
  Future<Optional<StoredClient>> findWith(ClientAccess access, Instant now) {
    return relaxed
        .run(
            RegistrationSql.FIND_WITH_TOKEN,
            Tuple.of(access.clientId(), utc(now), access.issuer(), hash(access.token())))
        .map(rows -> one(rows));
  }

  /**
   * Replaces metadata and secrets, and ends what people agreed to: they saw another application.
   *
   * @param secrets at most two, the newest first
   * @return false when the client has changed or is gone since it was read
   */
  Future<Boolean> replace(
      StoredClient read,
      ClientAccess access,
      JsonObject metadata,
      Optional<String> softwareId,
      List<ClientSecrets.Stored> secrets,
      Instant now,
      String requestId) {
    Tuple parameters =
        Tuple.tuple()
            .addString(read.id())
            .addInteger(read.revision())
            .addValue(hash(access.token()))
            .addValue(metadata)
            .addString(softwareId.orElse(null))
            .addString(nth(secrets, 0).map(ClientSecrets.Stored::hash).orElse(null))
            .addValue(sealed(nth(secrets, 0)))
            .addString(nth(secrets, 1).map(ClientSecrets.Stored::hash).orElse(null))
            .addValue(sealed(nth(secrets, 1)))
            .addValue(utc(now))
            .addString(requestId);
    return durable.run(RegistrationSql.REPLACE, parameters).map(rows -> rows.size() == 1);
  }

  /** Puts a new secret before the one there is; false when two live already, or there is none. */
  Future<Boolean> addSecret(
      StoredClient read, ClientSecrets.Stored secret, Instant now, String requestId) {
    return durable
        .run(
            RegistrationSql.ADD_SECRET,
            Tuple.tuple()
                .addString(read.id())
                .addInteger(read.revision())
                .addString(secret.hash())
                .addValue(sealed(Optional.of(secret)))
                .addValue(utc(now))
                .addString(requestId))
        .map(rows -> rows.size() == 1);
  }

  /** Ends the older of two secrets; false when there are not two. */
  Future<Boolean> retireSecret(String id, Instant now, String requestId) {
    return durable
        .run(RegistrationSql.RETIRE_SECRET, Tuple.of(id, utc(now), requestId))
        .map(rows -> rows.size() == 1);
  }

  /** With its grants and its logo; false when there is no such client, or the token is not its. */
  Future<Boolean> delete(ClientAccess access, Instant now, String requestId) {
    return durable
        .run(
            RegistrationSql.DELETE_WITH_TOKEN,
            Tuple.of(access.clientId(), utc(now), requestId, access.issuer(), hash(access.token())))
        .map(rows -> rows.size() == 1);
  }

  /** By an operator. */
  Future<Boolean> delete(String id, Instant now, String requestId) {
    return durable
        .run(RegistrationSql.DELETE, Tuple.of(id, utc(now), requestId))
        .map(rows -> rows.size() == 1);
  }

  Future<List<StoredClient>> list(int most) {
    return relaxed
        .run(RegistrationSql.LIST, Tuple.of(most))
        .map(rows -> rows.stream().map(RegisteredClientRepository::stored).toList());
  }

  /** Deletes what has expired, at most {@code batch} at a time. */
  Future<Integer> sweep(Instant before, int batch) {
    return durable
        .run(RegistrationSql.SWEEP, Tuple.of(utc(before), batch))
        .map(rows -> rows.size());
  }

  private static Optional<StoredClient> one(Iterable<Row> rows) {
    for (Row row : rows) {
      return Optional.of(stored(row));
    }
    return Optional.empty();
  }

  private static StoredClient stored(Row row) {
    List<ClientSecrets.Stored> secrets = new ArrayList<>();
    secret(row, "secret").ifPresent(secrets::add);
    secret(row, "older_secret").ifPresent(secrets::add);
    return new StoredClient(
        row.getString("id"),
        row.getString("issuer"),
        row.getJsonObject("metadata"),
        List.copyOf(secrets),
        row.getInteger("revision"),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(OffsetDateTime::toInstant));
  }

  private static Optional<ClientSecrets.Stored> secret(Row row, String column) {
    return Optional.ofNullable(row.getString(column + "_hash"))
        .map(
            hash ->
                new ClientSecrets.Stored(
                    hash,
                    Optional.ofNullable(row.getBuffer(column + "_sealed")).map(Buffer::getBytes)));
  }

  private static Optional<ClientSecrets.Stored> nth(List<ClientSecrets.Stored> secrets, int n) {
    return n < secrets.size() ? Optional.of(secrets.get(n)) : Optional.empty();
  }

  private static Buffer sealed(Optional<ClientSecrets.Stored> secret) {
    return secret.flatMap(ClientSecrets.Stored::sealed).map(Buffer::buffer).orElse(null);
  }

  private static Buffer hash(String token) {
    return Buffer.buffer(Digests.sha256(token));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
