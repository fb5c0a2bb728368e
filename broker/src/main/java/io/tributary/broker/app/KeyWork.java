package io.tributary.broker.app;

import io.tributary.broker.keys.KeyChange;
import io.tributary.broker.keys.KeyRotation;
import io.tributary.broker.keys.MasterKey;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.SigningKeyRepository;
import io.tributary.broker.keys.SigningKeyRepository.Stored;
import io.tributary.broker.keys.SigningProvider;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.launch.CommandDatabase;
import io.tributary.platform.launch.ConfigOption;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The signing keys of a configuration, open for one piece of work of a command. */
final class KeyWork {
  /** Who did it, in the audit log. */
  private static final String BY = "command-line";

  private final ConfigOption option;
  private final BrokerConfig config;

  KeyWork(ConfigOption option) {
    this.option = option;
    this.config = option.read(BrokerConfig::read);
  }

  List<Stored> list() {
    return with(opened -> new SigningKeyRepository(opened.database().durable()).list());
  }

  List<KeyChange> rotate(
      Optional<String> issuer, Optional<SigningAlgorithm> algorithm, boolean now) {
    List<String> issuers =
        issuer
            .map(List::of)
            .orElseGet(() -> config.issuers().all().stream().map(Issuer::identifier).toList());
    List<SigningAlgorithm> algorithms =
        algorithm.map(List::of).orElseGet(() -> List.copyOf(config.signing().algorithms()));
    return change(
        issuers,
        (identifier, rotation) ->
            inTurn(
                algorithms,
                one -> now ? rotation.activateNow(one, BY) : rotation.publishNext(one, BY)));
  }

  /** Keys of issuers that are configured no more, too. */
  List<KeyChange> revoke(List<Stored> lost) {
    return change(
        lost.stream().map(Stored::issuer).distinct().toList(),
        (identifier, rotation) ->
            rotation.revoke(
                lost.stream()
                    .filter(key -> key.issuer().equals(identifier))
                    .map(Stored::kid)
                    .collect(Collectors.toSet()),
                BY));
  }

  /**
   * @throws StartupException for an issuer that is not configured
   */
  String identifier(String name) {
    return config.issuers().all().stream()
        .filter(issuer -> issuer.name().equals(name))
        .map(Issuer::identifier)
        .findFirst()
        .orElseThrow(
            () ->
                new StartupException(
                    "There is no issuer "
                        + name
                        + "; there "
                        + (config.issuers().all().size() == 1 ? "is " : "are ")
                        + config.issuers().all().stream()
                            .map(Issuer::name)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** Of a configured issuer its name, else its identifier. */
  String name(String identifier) {
    return config.issuers().all().stream()
        .filter(issuer -> issuer.identifier().equals(identifier))
        .map(Issuer::name)
        .findFirst()
        .orElse(identifier);
  }

  void requireConfigured(SigningAlgorithm algorithm) {
    if (!config.signing().algorithms().contains(algorithm)) {
      throw new StartupException(
          "Nothing is signed with " + algorithm.wire() + ": it is not in signing_algorithms.");
    }
  }

  /** What has become and will become of a key. */
  String prospect(Stored key) {
    return switch (key.state()) {
      case NEXT -> "signs from " + time(key.activateAt());
      case ACTIVE ->
          "signs since "
              + time(Optional.of(key.changedAt()))
              + ", until "
              + time(Optional.of(key.changedAt().plus(config.signing().schedule().rotateEvery())));
      case RETIRED ->
          "in the key set until "
              + time(key.publishUntil())
              + ", verifies hints until "
              + time(key.verifyUntil());
      case REVOKED -> "since " + time(Optional.of(key.changedAt()));
    };
  }

  private static String time(Optional<Instant> at) {
    return at.map(known -> known.truncatedTo(ChronoUnit.MINUTES).toString()).orElse("-");
  }

  private List<KeyChange> change(
      List<String> issuers, BiFunction<String, KeyRotation, Future<List<KeyChange>>> work) {
    MasterKey master = CommandKeys.master(option, config);
    return with(
        opened ->
            CommandKeys.open(opened, master)
                .compose(
                    sealing ->
                        SigningProvider.choose(opened.vertx())
                            .compose(
                                provider ->
                                    inTurn(
                                        issuers,
                                        identifier ->
                                            work.apply(
                                                identifier,
                                                Issuing.rotation(
                                                    opened.vertx(),
                                                    config,
                                                    opened.database(),
                                                    sealing,
                                                    provider,
                                                    identifier))))));
  }

  private <T> T with(Function<CommandDatabase, Future<T>> work) {
    return CommandDatabase.with(config.database(), Broker.SCHEMA, work);
  }

  private static <S> Future<List<KeyChange>> inTurn(
      List<S> of, Function<S, Future<List<KeyChange>>> each) {
    List<KeyChange> changes = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (S one : of) {
      done = done.compose(before -> each.apply(one)).onSuccess(changes::addAll).mapEmpty();
    }
    return done.map(all -> changes);
  }
}
