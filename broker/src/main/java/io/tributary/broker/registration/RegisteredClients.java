package io.tributary.broker.registration;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.Clients;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds registered clients: one SELECT each time, no memory. What a client changed, or that it is
 * gone, counts at once on every node.
 */
public final class RegisteredClients implements Clients.Registered {
  /** The shape of the ids that we make; nothing else is looked up. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

  private final RegisteredClientRepository repository;
  private final ClientSecrets secrets;
  private final RegistrationRules rules;
  private final Log log;
  private final Clock clock;

  RegisteredClients(
      RegisteredClientRepository repository,
      ClientSecrets secrets,
      RegistrationRules rules,
      Log log,
      Clock clock) {
    this.repository = repository;
    this.secrets = secrets;
    this.rules = rules;
    this.log = log;
    this.clock = clock;
  }

  /** Nothing for a client that may not be any more what it registered as. */
  @Override
  public Future<Optional<Client>> find(String id) {
    if (!ID.matcher(id).matches()) {
      return Future.succeededFuture(Optional.empty());
    }
    return repository.find(id, clock.instant()).map(found -> found.flatMap(this::client));
  }

  @Override
  public Future<List<Client>> find(Collection<String> ids) {
    List<String> ours = ids.stream().filter(id -> ID.matcher(id).matches()).toList();
    return ours.isEmpty()
        ? Future.succeededFuture(List.of())
        : repository
            .find(ours, clock.instant())
            .map(found -> found.stream().map(this::client).flatMap(Optional::stream).toList());
  }

  private Optional<Client> client(StoredClient stored) {
    try {
      ClientMetadata metadata = ClientMetadata.read(stored.metadata(), rules);
      return Optional.of(
          metadata.client(
              stored.id(),
              stored.issuer(),
              stored.secrets().stream().map(secret -> secrets.open(stored.id(), secret)).toList()));
    } catch (OAuthException ruledOut) {
      log.warn("client.ruled_out")
          .with("client", stored.id())
          .with("reason", ruledOut.description())
          .write();
      return Optional.empty();
    }
  }
}
