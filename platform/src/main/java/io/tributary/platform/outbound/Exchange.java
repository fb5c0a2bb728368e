package io.tributary.platform.outbound;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * One request and its answer: wait for a place, resolve, check, connect, send, read. All of it
 * stands under one deadline and runs on one context.
 */
final class Exchange {
  /** A name with many addresses costs at most so many attempts. */
  private static final int MAX_ADDRESSES = 3;

  private final Vertx vertx;
  private final Context context;
  private final HttpClient http;
  private final OutboundPolicy policy;
  private final HostResolver resolver;
  private final OutboundRequest request;
  private final Target target;
  private final Promise<OutboundResponse> answer = Promise.promise();
  private HttpClientRequest underWay;
  private boolean repeated;

  Exchange(
      Vertx vertx,
      Context context,
      HttpClient http,
      OutboundPolicy policy,
      HostResolver resolver,
      OutboundRequest request,
      Target target) {
    this.vertx = vertx;
    this.context = context;
    this.http = http;
    this.policy = policy;
    this.resolver = resolver;
    this.request = request;
    this.target = target;
  }

  /**
   * @param party who named the address
   */
  Future<OutboundResponse> run(HostGates gates, Optional<String> party) {
    Runnable enter = () -> context.runOnContext(free -> resolve());
    if (!gates.enter(target.hostAndPort(), party, enter)) {
      return Future.failedFuture(
          new OutboundException(Reason.BUSY, target.host() + ": too many requests", null));
    }
    long timer =
        vertx.setTimer(
            policy.totalTimeout().toMillis(),
            fired -> context.runOnContext(late -> fail(Reason.TIMEOUT, "no answer in time")));
    return answer
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              gates.leave(target.hostAndPort(), party, enter);
            });
  }

  private void resolve() {
    if (answer.future().isComplete()) {
      return;
    }
    resolver
        .resolve(target.host())
        .map(
            resolved -> {
              AddressRule.check(policy.addresses(), target, resolved);
              return resolved;
            })
        .onComplete(
            resolved ->
                context.runOnContext(
                    checked -> {
                      if (resolved.failed()) {
                        fail(resolved.cause(), Reason.UNRESOLVED);
                      } else {
                        attempt(resolved.result(), 0);
                      }
                    }));
  }

  /** Tries the checked addresses in turn; the next one only while nothing was sent. */
  private void attempt(List<InetAddress> addresses, int index) {
    if (answer.future().isComplete()) {
      return;
    }
    RequestOptions options;
    try {
      options = options(addresses.get(index));
    } catch (IllegalArgumentException unsendable) {
      fail(Reason.REFUSED, "a header or the path cannot be sent");
      return;
    }
    http.request(options)
        .onFailure(
            failure -> {
              Reason reason = Failures.whileConnecting(failure);
              boolean more = index + 1 < Math.min(addresses.size(), MAX_ADDRESSES);
              if (reason == Reason.CONNECT && more) {
                attempt(addresses, index + 1);
              } else {
                fail(failure, reason);
              }
            })
        .onSuccess(connected -> transmit(connected, addresses, index));
  }

  private RequestOptions options(InetAddress address) {
    InetSocketAddress server = new InetSocketAddress(AddressRule.numeric(address), target.port());
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setServer(SocketAddress.inetSocketAddress(server))
            .setHost(target.authorityHost())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.pathAndQuery())
            .setFollowRedirects(false)
            .setConnectTimeout(policy.connectTimeout().toMillis())
            .setIdleTimeout(policy.idleTimeout().toMillis());
    request.headers().forEach(options::putHeader);
    return options;
  }

  private void transmit(HttpClientRequest connected, List<InetAddress> addresses, int index) {
    underWay = connected;
    if (answer.future().isComplete()) {
      abort();
      return;
    }
    Future<HttpClientResponse> response =
        request.body().map(connected::send).orElseGet(connected::send);
    response
        .onSuccess(this::read)
        .onFailure(
            failure -> {
              Reason reason = Failures.whileReading(failure);
              // A kept connection may have been closed by the other side at this very moment.
              if (reason == Reason.BROKEN && HttpMethod.GET.equals(request.method()) && !repeated) {
                repeated = true;
                attempt(addresses, index);
              } else {
                fail(failure, reason);
              }
            });
  }

  private void read(HttpClientResponse response) {
    String coding = response.getHeader("content-encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      fail(Reason.BROKEN, "answered in a content coding that was not asked for");
      return;
    }
    Buffer body = Buffer.buffer();
    response.exceptionHandler(failure -> fail(failure, Failures.whileReading(failure)));
    response.handler(
        part -> {
          if (body.length() + part.length() > policy.maxResponseBytes()) {
            fail(Reason.TOO_LARGE, "the answer is too large");
          } else if (!answer.future().isComplete()) {
            body.appendBuffer(part);
          }
        });
    response.endHandler(
        end ->
            answer.tryComplete(
                new OutboundResponse(response.statusCode(), response.headers(), body)));
  }

  private void fail(Throwable failure, Reason reason) {
    if (failure instanceof OutboundException ours) {
      if (answer.tryFail(ours)) {
        abort();
      }
    } else {
      fail(reason, failure.getClass().getSimpleName());
    }
  }

  /** The text is ours or a class name: messages of others may quote headers and bodies. */
  private void fail(Reason reason, String why) {
    if (answer.tryFail(new OutboundException(reason, target.host() + ": " + why, null))) {
      abort();
    }
  }

  /** Closes the connection, so that a peer that keeps sending sends into nothing. */
  private void abort() {
    if (underWay != null) {
      underWay.connection().close();
    }
  }
}
