package io.tributary.platform.relyingparty;

import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One OpenID Provider as the operator describes it.
 *
 * @param name short name, used in logs and metric labels
 * @param issuer issuer as configured; discovery is read below it. The discovered spelling may
 *     differ by a trailing slash only, and it is the one that tokens are compared with, exactly
 * @param clientSecret absent for a public client
 * @param scopes asked for, in order; {@code openid} always among them
 * @param algorithms that an id_token may be signed with; never {@code none}; {@code HS256} only
 *     where listed
 * @param clockLeeway for {@code exp}, {@code iat} and {@code nbf}
 * @param extraAuthorizationParameters sent with every authorization request
 */
public record ProviderSettings(
    String name,
    URI issuer,
    String clientId,
    Optional<Secret> clientSecret,
    ClientAuthentication clientAuthentication,
    List<String> scopes,
    Set<String> algorithms,
    Duration clockLeeway,
    Map<String, String> extraAuthorizationParameters) {

  /** How the code is posted (OpenID Connect Core §9). */
  public enum ClientAuthentication {
    /** {@code client_secret_basic} when the provider lists it or lists nothing, else post. */
    AUTO,
    BASIC,
    POST
  }

  /** What is asked for: {@code openid} first, nothing twice. */
  List<String> scopesWithOpenid() {
    List<String> asked = new ArrayList<>(List.of(Scopes.OPENID));
    scopes.stream().filter(scope -> !asked.contains(scope)).forEach(asked::add);
    return asked;
  }

  /** RS256, PS256, ES256, EdDSA; leeway 60 s; basic or post as discovered. */
  public static ProviderSettings of(
      String name, URI issuer, String clientId, Secret clientSecret, List<String> scopes) {
    return new ProviderSettings(
        name,
        issuer,
        clientId,
        Optional.of(clientSecret),
        ClientAuthentication.AUTO,
        scopes,
        Set.of("RS256", "PS256", "ES256", "EdDSA"),
        Duration.ofSeconds(60),
        Map.of());
  }

  /** What {@code algorithms} may name (RFC 7518 §3.1, RFC 8037 §3.1). */
  public static Set<String> knownAlgorithms() {
    return SignatureAlgorithm.names();
  }
}
