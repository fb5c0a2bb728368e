package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.outbound.OutboundResponse;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches request objects by reference (OpenID Connect Core §6.2, RFC 9101 §5.2): only from
 * addresses that the client registered, so that nobody makes us call another, and an answer, good
 * or bad, is kept for a moment, so that nobody makes us call all the time.
 */
public final class RequestObjectFetch {
  /** Together at most 6 MiB. */
  private static final int MOST_KEPT = 100;

  /** Fetches of one client because a fragment is new: so many at once, then one in a second. */
  private static final int CHANGES_AT_ONCE = 5;

  private static final double CHANGES_PER_SECOND = 1;

  /**
   * Fetches of one client in all: as many as it may have addresses, then two in a second, which
   * asks for each of them every {@link #KEPT}. Others may push out what is kept of it.
   */
  private static final int FETCHES_AT_ONCE = 50;

  private static final double FETCHES_PER_SECOND = 2;

  private static final Duration KEPT = Duration.ofSeconds(30);

  /** RFC 9101 §5.2.3; other types are read all the same, since the content proves itself. */
  private static final Map<String, String> ACCEPT =
      Map.of("accept", "application/oauth-authz-req+jwt, application/jwt, */*;q=0.5");

  private final Vertx vertx;
  private final OutboundClient configured;
  private final OutboundClient named;
  private final Clock clock;
  private final VisitorLimit changes;
  private final VisitorLimit fetches;
  private final Map<String, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * @param configured for addresses that the operator wrote
   * @param named for addresses that clients registered by themselves
   */
  public RequestObjectFetch(
      Vertx vertx, OutboundClient configured, OutboundClient named, Clock clock) {
    this.vertx = vertx;
    this.configured = configured;
    this.named = named;
    this.clock = clock;
    this.changes = new VisitorLimit(clock, CHANGES_AT_ONCE, CHANGES_PER_SECOND);
    this.fetches = new VisitorLimit(clock, FETCHES_AT_ONCE, FETCHES_PER_SECOND);
  }

  /**
   * What is known of one address.
   *
   * @param reference with its fragment
   */
  private record Kept(String reference, Future<String> answer, Instant until) {}

  /**
   * @return the object, not verified; fails with {@code invalid_request_uri}
   */
  Future<String> get(Client client, String requestUri) {
    URI uri = registered(client, requestUri);
    Promise<String> started = null;
    Future<String> answer;
    String key = client.id() + " " + uri;
    synchronized (this) {
      Instant now = clock.instant();
      Kept known = kept.get(key);
      if (known == null || !now.isBefore(known.until()) || isNew(client, requestUri, known)) {
        if (!fetches.take(client.id())) {
          return Future.failedFuture(tooOften());
        }
        started = Promise.promise();
        known = new Kept(requestUri, started.future(), now.plus(KEPT));
        kept.put(key, known);
      }
      answer = known.answer();
    }
    if (started != null) {
      OutboundClient outbound = client.registered() ? named : configured;
      outbound
          .send(OutboundRequest.get(uri, ACCEPT), client.id())
          .map(RequestObjectFetch::content)
          .recover(RequestObjectFetch::failed)
          .onComplete(started);
    }
    return onCallersContext(answer);
  }

  private static OAuthException tooOften() {
    return OAuthException.of(
        ErrorCode.INVALID_REQUEST_URI,
        "The request object cannot be fetched",
        "too many fetches for this client");
  }

  /**
   * The fragment changes when the content does (OpenID Connect Core §6.2). Whoever sends a browser
   * here chooses it, so that it may make us call now and then only; what we have must do otherwise.
   */
  private boolean isNew(Client client, String requestUri, Kept known) {
    return !known.reference().equals(requestUri) && changes.take(client.id());
  }

  private static URI registered(Client client, String requestUri) {
    boolean known =
        RequestObjectSettings.isAddress(requestUri)
            && client.requests().requestObjects().uris().stream()
                .anyMatch(uri -> bare(uri).equals(bare(requestUri)));
    if (!known) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST_URI, "The request_uri is not registered for the application");
    }
    return URI.create(bare(requestUri));
  }

  private static String bare(String uri) {
    int fragment = uri.indexOf('#');
    return fragment < 0 ? uri : uri.substring(0, fragment);
  }

  private static String content(OutboundResponse response) {
    if (response.status() != 200) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST_URI,
          "The request object cannot be fetched",
          "answered " + response.status());
    }
    return response.body().toString(StandardCharsets.ISO_8859_1).strip();
  }

  private static Future<String> failed(Throwable cause) {
    return Future.failedFuture(
        cause instanceof OAuthException
            ? cause
            : OAuthException.of(
                ErrorCode.INVALID_REQUEST_URI, "The request object cannot be fetched", cause));
  }

  private Future<String> onCallersContext(Future<String> shared) {
    Context context = vertx.getOrCreateContext();
    Promise<String> own = Promise.promise();
    shared.onComplete(outcome -> context.runOnContext(run -> own.handle(outcome)));
    return own.future();
  }
}
