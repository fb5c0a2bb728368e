package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientSettings;
import io.tributary.broker.keys.SigningAlgorithm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a client's registration says of its tokens.
 *
 * @param alwaysClaims issued whatever scopes were asked for, for example groups and roles
 * @param omitUnverifiedEmail leave an address out that the broker does not hold as verified: for
 *     clients that link accounts by e-mail without looking at {@code email_verified}
 * @param omitEmptyClaims leave empty lists out, as some providers do
 * @param algorithm of id_tokens and access tokens
 * @param plainAccessTokens type access tokens {@code JWT} instead of {@code at+jwt}
 * @param sector subjects are pairwise for it (OpenID Connect Core §8.1); empty: public
 */
public record ClientTokenSettings(
    String clientId,
    IdTokenClaims idTokenClaims,
    Set<String> alwaysClaims,
    boolean omitUnverifiedEmail,
    boolean omitEmptyClaims,
    SigningAlgorithm algorithm,
    boolean plainAccessTokens,
    Duration accessTokenLifetime,
    Duration idTokenLifetime,
    Optional<String> sector) {

  public static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofMinutes(10);
  public static final Duration ID_TOKEN_LIFETIME = Duration.ofMinutes(10);

  /** Which of the released claims stand in the id_token; userinfo has them in any case. */
  public enum IdTokenClaims {
    /** Only those of the protocol (OpenID Connect Core §5.4: an access token is issued with it). */
    MINIMAL,
    ALL
  }

  /** From the client's registration. */
  public static ClientTokenSettings of(Client client) {
    ClientSettings settings = client.settings();
    return new ClientTokenSettings(
        client.id(),
        settings.claimsInIdToken() ? IdTokenClaims.ALL : IdTokenClaims.MINIMAL,
        settings.claimsAlways(),
        settings.omitUnverifiedEmail(),
        settings.omitEmptyClaims(),
        SigningAlgorithm.of(settings.idTokenAlgorithm()).orElseThrow(),
        settings.accessTokenTyp().equals("JWT"),
        settings.tokenLifetime(),
        settings.tokenLifetime(),
        Optional.empty());
  }

  /** What a client gets that says nothing. */
  public static ClientTokenSettings standard(String clientId) {
    return new ClientTokenSettings(
        clientId,
        IdTokenClaims.MINIMAL,
        Set.of(),
        false,
        false,
        SigningAlgorithm.RS256,
        false,
        ACCESS_TOKEN_LIFETIME,
        ID_TOKEN_LIFETIME,
        Optional.empty());
  }
}
