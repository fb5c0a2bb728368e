package io.tributary.broker.client;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Optional;

/** Decides whether presented credentials are those of a registered client (RFC 6749 §2.3). */
public final class ClientAuthenticator {
  private final Clients clients;

  public ClientAuthenticator(Clients clients) {
    this.clients = clients;
  }

  /**
   * The client.
   *
   * @return fails with {@link OAuthException} {@code invalid_client}, with the same words whatever
   *     was wrong
   */
  public Future<Client> authenticate(PresentedCredentials credentials) {
    return first(credentials, credentials.readings().iterator());
  }

  private Future<Client> first(
      PresentedCredentials credentials, Iterator<PresentedCredentials.Pair> readings) {
    if (!readings.hasNext()) {
      return Future.failedFuture(refused(credentials));
    }
    PresentedCredentials.Pair pair = readings.next();
    return clients
        .find(pair.clientId())
        .compose(
            client ->
                client
                        .filter(found -> proves(found, credentials.method(), pair.secret()))
                        .isPresent()
                    ? Future.succeededFuture(client.get())
                    : first(credentials, readings));
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

  private static OAuthException refused(PresentedCredentials credentials) {
    return OAuthException.of(
        ErrorCode.INVALID_CLIENT,
        "The client is unknown or its credentials are wrong",
        "by " + credentials.method());
  }
}
