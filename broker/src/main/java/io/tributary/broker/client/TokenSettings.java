package io.tributary.broker.client;

import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.platform.config.ConfigReader;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client's tokens are like.
 *
 * @param idTokenAlgorithm signs its id_tokens, access tokens and logout tokens
 * @param idTokenEncryption to the client's key, after signing
 * @param userinfoAlgorithm userinfo is a signed JWT; empty: JSON
 * @param userinfoEncryption to the client's key, after signing
 * @param refresh of its refresh tokens
 * @param sector subjects are pairwise for it (OpenID Connect Core §8.1); empty: public
 */
public record TokenSettings(
    SigningAlgorithm idTokenAlgorithm,
    Optional<Encryption> idTokenEncryption,
    Optional<SigningAlgorithm> userinfoAlgorithm,
    Optional<Encryption> userinfoEncryption,
    AccessTokenFormat accessTokens,
    Duration codeLifetime,
    Duration accessTokenLifetime,
    Duration idTokenLifetime,
    RefreshSettings refresh,
    Optional<String> sector) {

  /** RFC 6749 §4.1.2 allows ten minutes; a redirect needs seconds. */
  public static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

  public static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  /** What a client gets that says nothing. */
  public static final TokenSettings STANDARD =
      new TokenSettings(
          SigningAlgorithm.RS256,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          AccessTokenFormat.AT_JWT,
          CODE_LIFETIME,
          TOKEN_LIFETIME,
          TOKEN_LIFETIME,
          RefreshSettings.STANDARD,
          Optional.empty());

  /** How an access token looks to the client. */
  public enum AccessTokenFormat {
    /** RFC 9068, {@code typ} {@code at+jwt}. */
    AT_JWT,
    /** The same with {@code typ} {@code JWT}, for libraries that know no other. */
    JWT,
    /** Sealed: only we can read it. */
    OPAQUE
  }

  /**
   * JWE to a key of the client (RFC 7516).
   *
   * @param algorithm {@code alg}
   * @param method {@code enc}
   */
  public record Encryption(String algorithm, String method) {
    /** OpenID Connect Dynamic Client Registration §2: the default beside an {@code alg}. */
    public static final String STANDARD_METHOD = "A128CBC-HS256";

    static Encryption read(ConfigReader section) {
      return new Encryption(
          section.text("algorithm").required(), section.text("method").or(STANDARD_METHOD));
    }
  }

  /**
   * Lives of a refresh token family.
   *
   * @param idle without a refresh
   * @param absolute since the code was exchanged
   * @param grace for how long the token before the last one gets the last one again, while that is
   *     unused
   */
  public record RefreshSettings(Duration idle, Duration absolute, Duration grace) {
    public static final RefreshSettings STANDARD =
        new RefreshSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ofSeconds(10));

    static RefreshSettings read(ConfigReader section) {
      Duration least = Duration.ofMinutes(1);
      Duration most = Duration.ofDays(366);
      RefreshSettings read =
          new RefreshSettings(
              section.duration("idle", least, most).or(STANDARD.idle()),
              section.duration("absolute", least, most).or(STANDARD.absolute()),
              section.duration("grace", Duration.ZERO, Duration.ofMinutes(1)).or(STANDARD.grace()));
      if (read.idle().compareTo(read.absolute()) > 0) {
        section.problem("idle", "it is longer than absolute, which ends every family");
      }
      return read;
    }
  }

  private static final Duration LONGEST = Duration.ofHours(24);

  /** Names of {@link SigningAlgorithm} as a configuration writes them. */
  enum Algorithm {
    RS256,
    PS256,
    ES256,
    EDDSA;

    SigningAlgorithm signing() {
      return SigningAlgorithm.valueOf(name());
    }
  }

  static TokenSettings read(ConfigReader section) {
    Duration lifetime =
        section
            .duration("token_lifetime", Duration.ofSeconds(10), LONGEST)
            .or(STANDARD.accessTokenLifetime());
    return new TokenSettings(
        section.choice("id_token_algorithm", Algorithm.class).or(Algorithm.RS256).signing(),
        section.optionalSection("id_token_encryption", Encryption::read),
        section.choice("userinfo_algorithm", Algorithm.class).optional().map(Algorithm::signing),
        section.optionalSection("userinfo_encryption", Encryption::read),
        section.choice("access_tokens", AccessTokenFormat.class).or(STANDARD.accessTokens()),
        section
            .duration("code_lifetime", Duration.ofSeconds(1), Duration.ofMinutes(10))
            .or(STANDARD.codeLifetime()),
        lifetime,
        section.duration("id_token_lifetime", Duration.ofSeconds(10), LONGEST).or(lifetime),
        section.section("refresh", RefreshSettings::read),
        section.text("sector").optional());
  }
}
