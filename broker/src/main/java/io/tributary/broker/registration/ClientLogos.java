package io.tributary.broker.registration;

import io.tributary.broker.client.Client;
import io.tributary.broker.registration.LogoRepository.Claim;
import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.ops.Log;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundException;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.outbound.OutboundResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The logos of clients ({@code logo_uri}, RFC 7591 §2), as we drew them: browsers of people who log
 * in never ask a client's server for one. Each is fetched when it is first wanted and kept in the
 * database. Whoever asks meanwhile gets nothing, so that a flood is one fetch.
 */
public final class ClientLogos {
  /** What could not be had is not asked for again so soon. */
  static final Duration AGAIN = Duration.ofHours(1);

  /** A client that changes its logo all the time sends us out no more often than this. */
  static final Duration OTHER = Duration.ofSeconds(30);

  /** Fetched anew afterwards, and a row of a client that is in no configuration any more goes. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final Map<String, String> ACCEPT =
      Map.of("accept", "image/png, image/jpeg, image/gif");

  private final LogoRepository repository;
  private final LogoWorkers workers;
  private final OutboundClient configured;
  private final OutboundClient named;
  private final Log log;
  private final Clock clock;
  private final Semaphore places = new Semaphore(LogoWorkers.WAITING);

  ClientLogos(
      Vertx vertx,
      LogoRepository repository,
      OutboundClient configured,
      OutboundClient named,
      Log log,
      Clock clock) {
    this.repository = repository;
    this.workers = new LogoWorkers(vertx);
    this.configured = configured;
    this.named = named;
    this.log = log;
    this.clock = clock;
  }

  /** PNG, at most 256 by 256; nothing when the client has none, or none that can be shown. */
  public Future<Optional<Buffer>> find(Client client) {
    if (client.pages().logo().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    String source = client.pages().logo().get();
    return repository
        .find(client.id(), source)
        .compose(
            kept -> kept.isPresent() ? Future.succeededFuture(kept) : obtained(client, source));
  }

  private Future<Optional<Buffer>> obtained(Client client, String source) {
    if (!places.tryAcquire()) {
      return Future.succeededFuture(Optional.empty());
    }
    // As exact as the database keeps it: the claim is found again by it.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Claim claim = new Claim(client.id(), source, now);
    return repository
        .claim(claim, !client.registered(), now.minus(OTHER), now.minus(AGAIN))
        .compose(
            mine ->
                mine ? fetched(client, claim) : Future.succeededFuture(Optional.<Buffer>empty()))
        .onComplete(done -> places.release());
  }

  private Future<Optional<Buffer>> fetched(Client client, Claim claim) {
    OutboundClient outbound = client.registered() ? named : configured;
    return Future.succeededFuture()
        .compose(
            go ->
                outbound.send(OutboundRequest.get(URI.create(claim.source()), ACCEPT), client.id()))
        .map(ClientLogos::picture)
        .compose(workers::redraw)
        .compose(png -> repository.keep(claim, png).map(kept -> Optional.of(png).filter(p -> kept)))
        .recover(
            failure -> {
              if (failure instanceof DatabaseUnavailable) {
                return Future.failedFuture(failure);
              }
              log.info("client.logo_refused")
                  .with("client", claim.clientId())
                  .with("reason", reason(failure))
                  .write();
              return Future.succeededFuture(Optional.empty());
            });
  }

  private static Buffer picture(OutboundResponse answer) {
    if (answer.status() != 200) {
      throw new LogoRefused("status " + answer.status());
    }
    return answer.body();
  }

  /** Ours to tell; anything else only by its kind. */
  private static String reason(Throwable failure) {
    return failure instanceof LogoRefused || failure instanceof OutboundException
        ? failure.getMessage()
        : failure.getClass().getSimpleName();
  }

  public Future<Void> close() {
    workers.close();
    return Future.succeededFuture();
  }
}
