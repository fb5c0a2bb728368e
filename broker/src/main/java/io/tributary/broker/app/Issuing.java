package io.tributary.broker.app;

import io.tributary.broker.claims.Mapping;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.SigningKeyRepository;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.keys.SigningProvider;
import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.token.GrantRepository;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.db.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The signing keys of each issuer, opened together; what signs and checks tokens is made of them.
 */
record Issuing(Map<Issuer, SigningKeys> keys) {

  static Future<Issuing> open(
      Vertx vertx,
      BrokerConfig config,
      Database database,
      SealingKeys sealing,
      SigningProvider provider) {
    SigningKeyRepository repository = new SigningKeyRepository(database.durable());
    Map<Issuer, Future<SigningKeys>> opening = new LinkedHashMap<>();
    for (Issuer issuer : config.issuers().all()) {
      opening.put(
          issuer,
          SigningKeys.open(
              vertx,
              repository,
              sealing,
              provider,
              issuer.identifier(),
              algorithms(config, issuer)));
    }
    return Future.all(List.copyOf(opening.values()))
        .map(
            all -> {
              Map<Issuer, SigningKeys> keys = new LinkedHashMap<>();
              opening.forEach((issuer, opened) -> keys.put(issuer, opened.result()));
              return new Issuing(keys);
            });
  }

  /** The readiness check: every issuer can sign. */
  Future<Void> ready() {
    return keys.values().stream().allMatch(of -> of.oldestActive().isPresent())
        ? Future.succeededFuture()
        : Future.failedFuture("an issuer has no active key");
  }

  private static Set<SigningAlgorithm> algorithms(BrokerConfig config, Issuer issuer) {
    return Stream.concat(
            Stream.of(SigningAlgorithm.RS256),
            config.clientsOf(issuer).stream().map(client -> client.tokens().idTokenAlgorithm()))
        .collect(Collectors.toSet());
  }

  TokensByIssuer tokens(
      SealingKeys sealing, GrantRepository grants, List<Mapping> mappings, Clock clock) {
    ClaimRelease release = new ClaimRelease(CapabilityList.claimsByScope(mappings));
    List<IssuerTokens> tokens = new ArrayList<>();
    keys.forEach(
        (issuer, signing) ->
            tokens.add(IssuerTokens.of(issuer, signing, sealing, release, grants, clock)));
    return new TokensByIssuer(tokens);
  }
}
