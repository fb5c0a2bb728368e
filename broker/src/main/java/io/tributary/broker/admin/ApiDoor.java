package io.tributary.broker.admin;

import io.tributary.broker.account.Account;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.broker.token.AccessTokenCheck;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.RevokedTokenRepository;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who a bearer token for the API speaks for, and what they may do (RFC 6750, RFC 9068 §4). The
 * token must be of the root issuer and for the API and nothing else; what its client is set up for
 * and what its person holds are asked at each call.
 */
public final class ApiDoor {
  private final AccessTokenCheck tokens;
  private final Clients clients;
  private final Accounts accounts;
  private final RevokedTokenRepository revoked;
  private final AdministrationConfig administration;
  private final String address;

  /**
   * @param tokens of the root issuer
   * @param address of the API: the {@code aud} of its tokens
   */
  public ApiDoor(
      AccessTokenCheck tokens,
      Clients clients,
      Accounts accounts,
      RevokedTokenRepository revoked,
      AdministrationConfig administration,
      String address) {
    this.tokens = tokens;
    this.clients = clients;
    this.accounts = accounts;
    this.revoked = revoked;
    this.administration = administration;
    this.address = address;
  }

  /**
   * @return fails with {@link OAuthException} {@code invalid_token} for a token that is not good
   *     here, whatever is wrong with it
   */
  Future<ApiCaller> enter(String token) {
    JsonObject claims;
    try {
      claims = tokens.read(token, address);
    } catch (OAuthException refused) {
      return Future.failedFuture(refused);
    }
    return clients
        .find(claims.getString("client_id"))
        .map(client -> client.filter(this::isSetUp).orElseThrow(ApiDoor::refused))
        .compose(
            client ->
                AccessTokenCheck.isOfPerson(claims)
                    ? ofPerson(client, claims)
                    : ofClient(client, claims));
  }

  /** A client that registered itself never is, whatever its token says. */
  private boolean isSetUp(Client client) {
    return !client.registered() && client.requests().resources().contains(address);
  }

  private Future<ApiCaller> ofPerson(Client client, JsonObject claims) {
    return tokens
        .grant(claims)
        .map(grant -> grant.orElseThrow(ApiDoor::refused))
        .compose(
            grant ->
                accounts
                    .find(grant.subject())
                    .map(account -> account.filter(found -> !found.disabled()))
                    .map(account -> account.orElseThrow(ApiDoor::refused))
                    .map(account -> caller(client, grant, account, claims)));
  }

  private ApiCaller caller(Client client, Grant grant, Account account, JsonObject claims) {
    Set<Permission> both = scopes(client, claims);
    both.retainAll(administration.of(grant.claims()));
    return new ApiCaller(
        client.id(), Optional.of(account.subject()), Authors.ofAccount(account.username()), both);
  }

  private Future<ApiCaller> ofClient(Client client, JsonObject claims) {
    return revoked
        .isRevoked(claims.getString("jti"))
        .map(
            over -> {
              if (over || !client.id().equals(claims.getString("sub"))) {
                throw refused();
              }
              return new ApiCaller(
                  client.id(),
                  Optional.empty(),
                  Authors.ofClient(client.id()),
                  scopes(client, claims));
            });
  }

  /** Of the token, as far as its client may still ask for them. */
  private static Set<Permission> scopes(Client client, JsonObject claims) {
    Set<Permission> given = EnumSet.noneOf(Permission.class);
    for (String scope : Scopes.parse(claims.getString("scope", "")).values()) {
      if (client.requests().scopes().contains(scope)) {
        Permission.ofScope(scope).ifPresent(given::add);
      }
    }
    return given;
  }

  private static OAuthException refused() {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "The token is expired, revoked or not for this address");
  }
}
