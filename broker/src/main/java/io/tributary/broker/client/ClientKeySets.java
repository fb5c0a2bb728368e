package io.tributary.broker.client;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.platform.outbound.OutboundClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The public keys of clients, written into their registration or fetched from their {@code
 * jwks_uri} (RFC 7591 §2). Fetched ones are kept for a while and fetched anew for a {@code kid}
 * that is not among them, seldom enough that strangers cannot make us call a client all the time.
 *
 * <p>What is remembered is bounded in number and bytes. May be used from every event loop; futures
 * complete on the caller's context.
 */
public final class ClientKeySets {
  /** Apart, so that nobody who registers takes the place of those whom the operator wrote. */
  private final KeySetRoom configured;

  private final KeySetRoom registered;
  private final WrittenKeys written = new WrittenKeys();

  /**
   * @param configured for addresses that the operator wrote
   * @param named for addresses that clients registered by themselves
   */
  public ClientKeySets(Vertx vertx, OutboundClient configured, OutboundClient named, Clock clock) {
    this.configured = new KeySetRoom(vertx, configured, clock);
    this.registered = new KeySetRoom(vertx, named, clock);
  }

  /**
   * All usable keys of a client; none for a client without any.
   *
   * @return fails with {@link KeysUnavailable} when they cannot be fetched and none are remembered
   */
  public Future<List<JWK>> keys(Client client) {
    ClientKeys keys = client.authentication().keys();
    return keys.jwksUri()
        .map(uri -> at(client, uri).get())
        .orElseGet(() -> Future.succeededFuture(written(keys)));
  }

  /** As {@link #keys}, fetched anew unless that was done too often just now. */
  Future<List<JWK>> newer(Client client) {
    ClientKeys keys = client.authentication().keys();
    return keys.jwksUri()
        .map(uri -> at(client, uri).newer())
        .orElseGet(() -> Future.succeededFuture(written(keys)));
  }

  /**
   * The one key that a JWT of the client names; without a {@code kid}, or with one that several
   * keys share, only if exactly one key fits (OpenID Connect Core §10.1).
   */
  public Future<Optional<JWK>> verifying(
      Client client, ClientAlgorithm algorithm, Optional<String> kid) {
    return keys(client)
        .compose(
            known -> {
              Optional<JWK> found = one(known, algorithm, kid);
              return found.isPresent() || client.authentication().keys().jwksUri().isEmpty()
                  ? Future.succeededFuture(found)
                  : newer(client).map(keys -> one(keys, algorithm, kid));
            });
  }

  /**
   * A key to encrypt to (RFC 7516), one that says it is for encryption first. Where none fits, the
   * keys are fetched anew, as for an unknown {@code kid}.
   *
   * @param algorithm {@code RSA-OAEP-256}, {@code ECDH-ES} and its variants with key wrapping
   */
  public Future<Optional<JWK>> encrypting(Client client, String algorithm) {
    return keys(client)
        .compose(
            known -> {
              Optional<JWK> found = encrypting(known, algorithm);
              return found.isPresent() || client.authentication().keys().jwksUri().isEmpty()
                  ? Future.succeededFuture(found)
                  : newer(client).map(keys -> encrypting(keys, algorithm));
            });
  }

  /** As {@link #encrypting(Client, String)} for keys by value. */
  static Optional<JWK> encrypting(ClientKeys keys, String algorithm) {
    return encrypting(keys.jwks().map(WrittenKeys::read).orElse(List.of()), algorithm);
  }

  private static Optional<JWK> encrypting(List<JWK> keys, String algorithm) {
    List<JWK> fitting = keys.stream().filter(key -> encrypts(key, algorithm)).toList();
    return fitting.stream()
        .filter(KeyPurpose.ENCRYPT::isSaidBy)
        .findFirst()
        .or(() -> fitting.stream().findFirst());
  }

  static Optional<JWK> one(List<JWK> keys, ClientAlgorithm algorithm, Optional<String> kid) {
    List<JWK> fitting =
        keys.stream()
            .filter(algorithm::fits)
            .filter(key -> kid.isEmpty() || kid.get().equals(key.getKeyID()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  private static boolean encrypts(JWK key, String algorithm) {
    String type = algorithm.startsWith("RSA-OAEP") ? "RSA" : "EC";
    return key.getKeyType().getValue().equals(type)
        && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm))
        && KeyPurpose.ENCRYPT.allows(key);
  }

  private List<JWK> written(ClientKeys keys) {
    return keys.jwks().map(written::of).orElse(List.of());
  }

  private FetchedKeys at(Client client, URI uri) {
    return (client.registered() ? registered : configured).at(client.id(), uri);
  }

  /** The keys of a client cannot be fetched; the message names the host and the reason only. */
  public static final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysUnavailable(String message) {
      super(message, null, false, false);
    }
  }
}
