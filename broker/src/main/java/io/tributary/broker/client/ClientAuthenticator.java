package io.tributary.broker.client;

import io.tributary.broker.client.ClientJwt.Refused;
import io.tributary.broker.client.ClientKeySets.KeysUnavailable;
import io.tributary.broker.client.PresentedCredentials.Assertion;
import io.tributary.broker.client.PresentedCredentials.Pair;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides whether presented credentials are those of a registered client (RFC 6749 §2.3). */
public final class ClientAuthenticator {
  private final Clients clients;
  private final ClientAssertions assertions;

  public ClientAuthenticator(Clients clients, ClientAssertions assertions) {
    this.clients = clients;
    this.assertions = assertions;
  }

  /**
   * The client.
   *
   * @param audiences what names us where this client asks: the issuer that it is resolved to; empty
   *     when it is not reachable there
   * @return fails with {@link OAuthException} {@code invalid_client}, with the same words whatever
   *     was wrong
   */
  public Future<Client> authenticate(
      PresentedCredentials credentials, Function<Client, Set<String>> audiences) {
    return credentials.fold(
        pairs -> first(pairs.method(), pairs.readings().iterator()),
        assertion -> byAssertion(assertion, audiences));
  }

  private Future<Client> first(AuthenticationMethod method, Iterator<Pair> readings) {
    if (!readings.hasNext()) {
      return Future.failedFuture(refused("by " + method));
    }
    Pair pair = readings.next();
    return clients
        .find(pair.clientId())
        .compose(
            client ->
                client.filter(found -> proves(found, method, pair.secret())).isPresent()
                    ? Future.succeededFuture(client.get())
                    : first(method, readings));
  }

  private static boolean proves(
      Client client, AuthenticationMethod method, Optional<String> secret) {
    ClientAuthentication asked = client.authentication();
    if (!asked.methods().contains(method)) {
      return false;
    }
    if (method == AuthenticationMethod.NONE) {
      return secret.isEmpty();
    }
    boolean match = false;
    for (ClientSecret live : asked.secrets()) {
      match |= live.matches(secret.orElse(""));
    }
    return match && secret.isPresent();
  }

  private Future<Client> byAssertion(Assertion assertion, Function<Client, Set<String>> audiences) {
    return Future.succeededFuture()
        .compose(
            go -> {
              ClientJwt jwt = ClientAssertions.parse(assertion.jwt());
              return clients
                  .find(ClientAssertions.clientId(jwt, assertion.clientId()))
                  .map(found -> found.orElseThrow(() -> new Refused("unknown client")))
                  .compose(client -> assertions.prove(client, jwt, audiences.apply(client)));
            })
        .recover(failure -> Future.failedFuture(translated(failure)));
  }

  /** A broken database stays what it is: the client may come again with the same assertion. */
  private static Throwable translated(Throwable failure) {
    boolean theirs = failure instanceof Refused || failure instanceof KeysUnavailable;
    return theirs ? refused("assertion: " + failure.getMessage()) : failure;
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.INVALID_CLIENT, "The client is unknown or its credentials are wrong", detail);
  }
}
