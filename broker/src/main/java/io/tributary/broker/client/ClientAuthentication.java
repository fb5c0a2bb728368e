package io.tributary.broker.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client is asked for when it says who it is.
 *
 * @param methods any of these will do; {@code NONE} stands alone
 * @param secrets live ones: two while a secret is being exchanged
 * @param keys for {@code private_key_jwt}, request objects and encryption
 * @param assertionAlgorithm the only one accepted for its assertions; empty: any that is safe
 *     ({@code token_endpoint_auth_signing_alg})
 */
public record ClientAuthentication(
    Set<AuthenticationMethod> methods,
    List<ClientSecret> secrets,
    ClientKeys keys,
    Optional<String> assertionAlgorithm) {

  /** A client that can keep no secret (RFC 6749 §2.1). */
  public static final ClientAuthentication PUBLIC =
      new ClientAuthentication(
          Set.of(AuthenticationMethod.NONE), List.of(), ClientKeys.NONE, Optional.empty());

  /** By a secret, sent in either way. */
  public static ClientAuthentication bySecret(List<ClientSecret> secrets) {
    return new ClientAuthentication(
        Set.of(AuthenticationMethod.CLIENT_SECRET_BASIC, AuthenticationMethod.CLIENT_SECRET_POST),
        secrets,
        ClientKeys.NONE,
        Optional.empty());
  }

  /** Whether it has a secret that a MAC can be made with (RFC 7518 §3.2). */
  public boolean hasSecretForMac() {
    return secrets.stream()
        .flatMap(secret -> secret.plain().stream())
        .anyMatch(plain -> plain.reveal().length() >= ClientAlgorithm.LEAST_SECRET_BYTES);
  }

  public boolean isPublic() {
    return methods.contains(AuthenticationMethod.NONE);
  }
}
