package io.tributary.broker.token;

import static io.tributary.broker.keys.KeysFixture.await;

import io.tributary.broker.client.TokenSettings;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts, sessions, grants and codes of one test. */
final class TokenRows {
  static final String ISSUER = "https://broker.example";
  static final String OTHER_ISSUER = "https://broker.example/oauth2/other";
  static final String REDIRECT = "https://inventory.example/oauth/complete/oidc/";
  static final String VERIFIER = "v".repeat(43);
  static final Instant AUTH_TIME = Instant.parse("2026-01-31T11:59:00Z");

  private final Database database;
  private final AuthorizationCodeRepository codes;
  private final Map<String, String> subjects = new HashMap<>();

  TokenRows(Database database) {
    this.database = database;
    this.codes = new AuthorizationCodeRepository(database.relaxed(), database.durable());
  }

  AuthorizationCodeRepository codes() {
    return codes;
  }

  RowSet<Row> sql(String sql, Object... parameters) {
    return await(
        database.durable().run(new Statement("test", sql), Tuple.from(List.of(parameters))));
  }

  /** Runs a check while an UPDATE without a condition is in force for the rows of this test. */
  void during(String update, Runnable check) {
    String table = update.split(" ", -1)[1];
    sql("DROP TABLE IF EXISTS kept");
    sql("CREATE TABLE kept AS TABLE " + table);
    sql(update);
    check.run();
    String key =
        Map.of("session", "id_hash", "account", "subject", "client_grant", "id").get(table);
    String column = update.split(" ", -1)[3];
    sql(
        "UPDATE "
            + table
            + " t SET "
            + column
            + " = k."
            + column
            + " FROM kept k WHERE k."
            + key
            + " = t."
            + key);
  }

  String subject(String name) {
    return subjects.get(name);
  }

  void account(String name) {
    String subject = RandomToken.bits128();
    subjects.put(name, subject);
    sql("INSERT INTO account (subject, username) VALUES ($1, $2)", subject, name);
  }

  Buffer session(String name) {
    Buffer hash = Buffer.buffer(Digests.sha256(RandomToken.bits256()));
    sql(
        "INSERT INTO session (id_hash, subject, upstream, upstream_issuer, upstream_sub, auth_time,"
            + " sealed_identity, expires_at)"
            + " VALUES ($1, $2, 'okta', 'https://okta.example', 'x', now(), '', now() + interval"
            + " '8 hours')",
        hash,
        subject(name));
    return hash;
  }

  NewGrant grant(Buffer session, String name, String clientId) {
    return new NewGrant(
        session,
        clientId,
        ISSUER,
        subject(name),
        Scopes.parse("openid email"),
        Scopes.of(List.of()),
        new JsonObject()
            .put("email", "alice@example.com")
            .put("email_verified", true)
            .put("groups", new JsonArray().add("superusers").add("Everyone"))
            .put("sub", "forged by a mapping"),
        new JsonObject().put("roles", 1),
        RandomToken.bits128());
  }

  static NewCode code(String scopes, Duration lifetime) {
    return new NewCode(
        REDIRECT,
        Scopes.parse(scopes),
        Optional.of("nonce-1"),
        Optional.of(Pkce.challenge(VERIFIER)),
        AUTH_TIME,
        Optional.of("urn:acr"),
        List.of("pwd", "otp"),
        RequestedClaims.NONE,
        Optional.empty(),
        lifetime);
  }

  Optional<String> issue(NewGrant grant, String scopes) {
    return issue(grant, code(scopes, TokenSettings.CODE_LIFETIME));
  }

  Optional<String> issue(NewGrant grant, NewCode code) {
    return await(codes.give(grant, Optional.of(code))).flatMap(GivenAccess::code);
  }

  static PresentedCode presented(String code, String clientId) {
    return new PresentedCode(
        code, clientId, ISSUER, REDIRECT, Optional.of(VERIFIER), Optional.empty());
  }

  Redemption redeem(String code, String clientId) {
    return await(codes.redeem(presented(code, clientId), Optional.empty()));
  }
}
