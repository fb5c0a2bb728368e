package io.tributary.broker.registration;

import io.tributary.broker.client.ClientKeys;
import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.client.TokenSettings.Encryption;
import io.tributary.broker.keys.SigningAlgorithm;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client's tokens shall be like (OpenID Connect Dynamic Client Registration §2).
 *
 * @param sectorIdentifier a document there must list its redirect URIs (§5)
 */
record TokenMetadata(TokenSettings settings, Optional<URI> sectorIdentifier) {
  static TokenMetadata read(
      MetadataReader reader, ClientKeys keys, RedirectMetadata redirects, RegistrationRules rules) {
    List<String> signing = new ArrayList<>();
    // The default (§2), whatever else is on.
    signing.add(SigningAlgorithm.RS256.wire());
    rules.algorithms().stream()
        .map(SigningAlgorithm::wire)
        .sorted()
        .filter(algorithm -> !signing.contains(algorithm))
        .forEach(signing::add);
    SigningAlgorithm idToken =
        SigningAlgorithm.of(reader.oneOf("id_token_signed_response_alg", signing)).orElseThrow();
    Optional<SigningAlgorithm> userinfo =
        reader.optionalOneOf("userinfo_signed_response_alg", signing).flatMap(SigningAlgorithm::of);
    Optional<URI> sectorIdentifier = sectorIdentifier(reader, rules);
    TokenSettings standard = TokenSettings.STANDARD;
    return new TokenMetadata(
        new TokenSettings(
            idToken,
            encryption(reader, keys, "id_token"),
            userinfo,
            encryption(reader, keys, "userinfo"),
            standard.accessTokens(),
            standard.codeLifetime(),
            standard.accessTokenLifetime(),
            standard.idTokenLifetime(),
            standard.refresh(),
            sector(reader, sectorIdentifier, redirects)),
        sectorIdentifier);
  }

  private static Optional<Encryption> encryption(
      MetadataReader reader, ClientKeys keys, String token) {
    String algorithmName = token + "_encrypted_response_alg";
    String methodName = token + "_encrypted_response_enc";
    Optional<String> algorithm = reader.optionalOneOf(algorithmName, Encryption.ALGORITHMS);
    if (algorithm.isEmpty()) {
      // "When enc is included, alg MUST also be provided."
      if (reader.text(methodName).isPresent()) {
        throw MetadataReader.wrong(methodName, "needs " + algorithmName);
      }
      return Optional.empty();
    }
    if (keys.isEmpty()) {
      throw MetadataReader.wrong(algorithmName, "needs jwks or jwks_uri");
    }
    return Optional.of(
        new Encryption(algorithm.get(), reader.oneOf(methodName, Encryption.METHODS)));
  }

  /** Always https: somebody else than the client answers for what stands there. */
  private static Optional<URI> sectorIdentifier(MetadataReader reader, RegistrationRules rules) {
    return WebAddress.read(reader, "sector_identifier_uri", rules.loopback());
  }

  /** OpenID Connect Core §8.1. */
  private static Optional<String> sector(
      MetadataReader reader, Optional<URI> identifier, RedirectMetadata redirects) {
    boolean pairwise =
        reader.oneOf("subject_type", List.of("public", "pairwise")).equals("pairwise");
    if (!pairwise) {
      return Optional.empty();
    }
    if (identifier.isPresent()) {
      return identifier.map(uri -> uri.getHost().toLowerCase(Locale.ROOT));
    }
    List<String> hosts = List.copyOf(redirects.hosts());
    if (hosts.size() != 1 || hosts.get(0).isEmpty()) {
      throw MetadataReader.wrong(
          "sector_identifier_uri", "is needed: the redirect URIs are not all on one host");
    }
    if (redirects.isNative()) {
      // Every native application has this host: together they would be one sector.
      throw MetadataReader.wrong(
          "sector_identifier_uri", "is needed: the host of a loopback address is nobody's own");
    }
    return Optional.of(hosts.get(0));
  }
}
