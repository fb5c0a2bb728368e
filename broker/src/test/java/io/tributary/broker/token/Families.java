package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;

import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.client.TokenSettings.RefreshSettings;
import io.tributary.platform.db.Database;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refresh token families of one test: begun by codes, as clients begin them. */
final class Families {
  static final String CLIENT = "inventory";
  static final Duration GRACE = Duration.ofSeconds(10);
  static final String SCOPES = "openid email offline_access";

  private final TokenRows rows;
  private final RefreshFamilyRepository repository;

  Families(TokenRows rows, Database database) {
    this.rows = rows;
    this.repository = new RefreshFamilyRepository(database.durable());
  }

  static NewCode code(String scopes, Optional<String> resource) {
    return new NewCode(
        TokenRows.REDIRECT,
        Scopes.parse(scopes),
        Optional.of("nonce-1"),
        Optional.of(Pkce.challenge(TokenRows.VERIFIER)),
        TokenRows.AUTH_TIME,
        Optional.of("urn:acr"),
        List.of("pwd", "otp"),
        new RequestedClaims(Set.of("name"), Set.of("groups")),
        resource,
        TokenSettings.CODE_LIFETIME);
  }

  String issued(Buffer session, String clientId, NewCode code) {
    return rows.issue(rows.grant(session, "alice", clientId), code).orElseThrow();
  }

  Future<Redemption> exchange(PresentedCode code) {
    return rows.codes().redeem(code, Optional.of(RefreshSettings.STANDARD));
  }

  static RedeemedCode success(Redemption redemption) {
    return redemption.fold(
        redeemed -> redeemed,
        replayed -> {
          throw new AssertionError(replayed);
        },
        reason -> {
          throw new AssertionError(reason);
        });
  }

  RedeemedCode begun(Buffer session, String clientId, Optional<String> resource) {
    String code = issued(session, clientId, code(SCOPES, resource));
    return success(await(exchange(TokenRows.presented(code, clientId))));
  }

  /** The first token of a new family. */
  RefreshToken first(Buffer session) {
    return begun(session, CLIENT, Optional.empty()).refreshToken().orElseThrow();
  }

  static RefreshFamilyRepository.Request request(RefreshToken token, String clientId) {
    return new RefreshFamilyRepository.Request(
        token, clientId, TokenRows.ISSUER, Optional.empty(), Optional.empty(), "request-1");
  }

  Future<Rotation> rotation(RefreshToken token, Duration grace) {
    return repository.rotate(request(token, CLIENT), grace);
  }

  Rotation rotate(RefreshToken token) {
    return await(rotation(token, GRACE));
  }

  Rotation rotate(RefreshFamilyRepository.Request request) {
    return await(repository.rotate(request, GRACE));
  }

  Optional<RefreshFamilyRepository.LiveToken> find(RefreshToken token) {
    return await(repository.find(token, CLIENT, TokenRows.ISSUER));
  }

  static Rotation.Rotated rotated(Rotation rotation) {
    return rotation.fold(
        rotated -> rotated,
        reused -> {
          throw new AssertionError(reused);
        },
        reason -> {
          throw new AssertionError(reason);
        });
  }

  /** The token after this one. */
  RefreshToken next(RefreshToken token) {
    return rotated(rotate(token)).successor();
  }

  Row row(RefreshToken token) {
    return rows.sql("SELECT * FROM refresh_family WHERE grant_id = $1", token.grantId())
        .iterator()
        .next();
  }

  int generation(RefreshToken token) {
    return row(token).getInteger("generation");
  }

  boolean isRevoked(String grantId) {
    return rows.sql("SELECT FROM client_grant WHERE id = $1 AND revoked_at IS NOT NULL", grantId)
            .size()
        == 1;
  }

  long events() {
    return rows.sql("SELECT FROM audit_event WHERE type = 'refresh.reused'").size();
  }
}
