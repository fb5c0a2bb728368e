package io.tributary.broker.client;

import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.platform.config.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** Key management (RFC 7518 §4) that we can do. */
    public static final List<String> ALGORITHMS = List.of("RSA-OAEP-256", "ECDH-ES");

    /** Content encryption (RFC 7518 §5) that we can do. */
    public static final List<String> METHODS = List.of(STANDARD_METHOD, "A256GCM");

    static Encryption read(ConfigReader section) {
      return new Encryption(
          oneOf(section, "algorithm", section.text("algorithm").required(), ALGORITHMS),
          oneOf(section, "method", section.text("method").or(STANDARD_METHOD), METHODS));
    }

    private static String oneOf(
        ConfigReader section, String key, String written, List<String> known) {
      if (!written.isEmpty() && !known.contains(written)) {
        section.problem(key, "'" + written + "' is not one of " + String.join(", ", known));
      }
      return written;
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

  private static final Pattern HOST =
      Pattern.compile("(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  static TokenSettings read(ConfigReader section) {
    Duration lifetime =
        section
            .duration("token_lifetime", Duration.ofSeconds(10), LONGEST)
            .or(STANDARD.accessTokenLifetime());
    return new TokenSettings(
        section.choice("id_token_algorithm", SigningAlgorithm.class).or(SigningAlgorithm.RS256),
        section.optionalSection("id_token_encryption", Encryption::read),
        section.choice("userinfo_algorithm", SigningAlgorithm.class).optional(),
        section.optionalSection("userinfo_encryption", Encryption::read),
        section.choice("access_tokens", AccessTokenFormat.class).or(STANDARD.accessTokens()),
        section
            .duration("code_lifetime", Duration.ofSeconds(1), Duration.ofMinutes(10))
            .or(STANDARD.codeLifetime()),
        lifetime,
        section.duration("id_token_lifetime", Duration.ofSeconds(10), LONGEST).or(lifetime),
        section.section("refresh", RefreshSettings::read),
        sector(section));
  }

  /** OpenID Connect Core §8.1: the host of a sector identifier, or of redirect URIs. */
  private static Optional<String> sector(ConfigReader section) {
    Optional<String> written = section.text("sector").optional();
    if (written.filter(host -> !HOST.matcher(host).matches()).isPresent()) {
      section.problem(
          "sector", "write a host, such as apps.example.com: clients that share it share subjects");
    }
    return written.map(host -> host.toLowerCase(Locale.ROOT));
  }
}
