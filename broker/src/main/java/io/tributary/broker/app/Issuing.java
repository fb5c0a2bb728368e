package io.tributary.broker.app;

import io.tributary.broker.keys.KeyRotation;
import io.tributary.broker.keys.KeyTransitionRepository;
import io.tributary.broker.keys.KeyWatch;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.SigningKeyRepository;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.keys.SigningProvider;
import io.tributary.broker.mapping.MappingSet;
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
import java.util.function.Supplier;

/**
 * The signing keys of each issuer, opened together; what signs and checks tokens is made of them.
 *
 * @param watch notices what others did to the keys
 */
record Issuing(Map<Issuer, SigningKeys> keys, Map<Issuer, KeyRotation> rotations, KeyWatch watch) {

  static Future<Issuing> open(
      Vertx vertx,
      BrokerConfig config,
      Database database,
      SealingKeys sealing,
      SigningProvider provider) {
    SigningKeyRepository repository = new SigningKeyRepository(database.durable());
    Map<Issuer, KeyRotation> rotations = rotations(vertx, config, database, sealing, provider);
    Map<Issuer, Future<SigningKeys>> opening = new LinkedHashMap<>();
    rotations.forEach(
        (issuer, rotation) ->
            opening.put(
                issuer,
                SigningKeys.open(
                    vertx,
                    repository,
                    rotation,
                    sealing,
                    provider,
                    issuer.identifier(),
                    config.signing().algorithms(),
                    config.signing().schedule())));
    return Future.all(List.copyOf(opening.values()))
        .map(
            all -> {
              Map<Issuer, SigningKeys> keys = new LinkedHashMap<>();
              opening.forEach((issuer, opened) -> keys.put(issuer, opened.result()));
              return new Issuing(keys, rotations, new KeyWatch(repository, keys.values()));
            });
  }

  private static Map<Issuer, KeyRotation> rotations(
      Vertx vertx,
      BrokerConfig config,
      Database database,
      SealingKeys sealing,
      SigningProvider provider) {
    Map<Issuer, KeyRotation> rotations = new LinkedHashMap<>();
    for (Issuer issuer : config.issuers().all()) {
      rotations.put(
          issuer, rotation(vertx, config, database, sealing, provider, issuer.identifier()));
    }
    return rotations;
  }

  static KeyRotation rotation(
      Vertx vertx,
      BrokerConfig config,
      Database database,
      SealingKeys sealing,
      SigningProvider provider,
      String identifier) {
    return new KeyRotation(
        vertx,
        new SigningKeyRepository(database.durable()),
        new KeyTransitionRepository(database.durable()),
        sealing,
        provider,
        identifier,
        config.signing().algorithms(),
        config.signing().schedule());
  }

  /** The readiness check: every issuer can sign. */
  Future<Void> ready() {
    return keys.values().stream().allMatch(of -> of.oldestActive().isPresent())
        ? Future.succeededFuture()
        : Future.failedFuture("an issuer has no active key");
  }

  TokensByIssuer tokens(
      SealingKeys sealing, GrantRepository grants, Supplier<MappingSet> live, Clock clock) {
    ClaimRelease release = new ClaimRelease(new Derived<>(live, CapabilityList::claimsByScope));
    List<IssuerTokens> tokens = new ArrayList<>();
    keys.forEach(
        (issuer, signing) ->
            tokens.add(IssuerTokens.of(issuer, signing, sealing, release, grants, clock)));
    return new TokensByIssuer(tokens);
  }
}
