package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundException;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.outbound.OutboundResponse;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Calls one provider and tells the metrics of it; no answer becomes {@code UNAVAILABLE}. */
final class ProviderHttp {
  private static final Set<String> JSON =
      Set.of("application/json", "application/jwk-set+json", "text/json");

  private final String provider;
  private final OutboundClient outbound;
  private final ProviderCalls calls;
  private final StrictJson json = new StrictJson();

  ProviderHttp(String provider, OutboundClient outbound, ProviderCalls calls) {
    this.provider = provider;
    this.outbound = outbound;
    this.calls = calls;
  }

  /** The answer whatever its status, but 5xx and 429, which are {@code UNAVAILABLE}. */
  Future<OutboundResponse> send(String operation, OutboundRequest request) {
    long started = System.nanoTime();
    return outbound
        .send(request)
        .onComplete(
            answer ->
                calls.called(
                    provider,
                    operation,
                    Duration.ofNanos(System.nanoTime() - started),
                    answer.succeeded() ? answer.result().status() : 0))
        .compose(
            response -> Future.succeededFuture(available(operation, response)),
            failure -> Future.failedFuture(unreachable(operation, failure)));
  }

  /** GET of a JSON object; any status but 200 is {@code UNAVAILABLE}. */
  Future<Map<String, Object>> getObject(String operation, OutboundRequest request) {
    return getOk(operation, request).map(response -> object(operation, response));
  }

  /** As {@link #getObject}, with its headers; {@link #object} reads it. */
  Future<OutboundResponse> getOk(String operation, OutboundRequest request) {
    return send(operation, request)
        .map(
            response -> {
              if (response.status() >= 300 && response.status() < 400) {
                throw new RelyingPartyException(
                    Kind.MISBEHAVED, operation + ": answered with a redirect");
              }
              if (response.status() != 200) {
                throw new RelyingPartyException(
                    Kind.UNAVAILABLE, operation + ": answered " + response.status());
              }
              return response;
            });
  }

  Map<String, Object> object(String operation, OutboundResponse response) {
    if (!isJson(response)) {
      throw new RelyingPartyException(Kind.MISBEHAVED, operation + ": the answer is not JSON");
    }
    return json.object(response.body().getBytes(), operation);
  }

  static boolean isJson(OutboundResponse response) {
    String header = response.headers().get("content-type");
    if (header == null) {
      return false;
    }
    int end = header.indexOf(';');
    String type = (end < 0 ? header : header.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    return JSON.contains(type);
  }

  private static OutboundResponse available(String operation, OutboundResponse response) {
    if (response.status() >= 500 || response.status() == 429) {
      throw new RelyingPartyException(
          Kind.UNAVAILABLE, operation + ": answered " + response.status());
    }
    return response;
  }

  private static RelyingPartyException unreachable(String operation, Throwable failure) {
    if (failure instanceof OutboundException outbound) {
      Kind kind =
          switch (outbound.reason()) {
            case TOO_LARGE -> Kind.MISBEHAVED;
            case REFUSED, UNRESOLVED, CONNECT, TLS, TIMEOUT, BROKEN, BUSY -> Kind.UNAVAILABLE;
          };
      return new RelyingPartyException(
          kind, operation + ": " + outbound.reason() + " " + outbound.getMessage(), outbound);
    }
    return new RelyingPartyException(Kind.UNAVAILABLE, operation + ": failed", failure);
  }
}
