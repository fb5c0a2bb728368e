package io.tributary.platform.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads forms and JSON into memory, within limits of size and time. Anything else that has a body
 * is 415: uploads and multipart forms have no reader here, so nothing can be written to a disk.
 */
final class BodyReader {
  /** What is read and thrown away after a refusal, so that the client can see the answer. */
  private static final long MAX_DISCARDED = 1024 * 1024;

  /** No length was announced. */
  private static final long UNKNOWN = -1;

  /** RFC 9113 §7. */
  private static final long NO_ERROR = 0;

  private static final Pattern UTF8 =
      Pattern.compile("\\s*(;\\s*charset=\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

  private final int maxFormBytes;
  private final int maxJsonBytes;
  private final long timeoutMillis;
  private final Deadlines deadlines;
  private final BodySenders senders;

  BodyReader(WebServerConfig config, Timeouts timeouts, Deadlines deadlines, BodySenders senders) {
    this.maxFormBytes = config.maxFormBytes();
    this.maxJsonBytes = config.maxJsonBytes();
    this.timeoutMillis = timeouts.body();
    this.deadlines = deadlines;
    this.senders = senders;
  }

  /** Goes on to the next handler when the body is there, or fails the context. */
  void read(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!mayHaveBody(request)) {
      context.put(RequestBody.KEY, RequestBody.NONE);
      context.next();
      return;
    }
    String network = RequestInfo.of(context).network();
    if (!senders.began(network)) {
      context.addEndHandler(sent -> hangUp(request));
      context.fail(503);
      return;
    }
    Optional<RequestBody.Kind> kind = kind(request.headers());
    int limit = kind.map(this::limit).orElse(0);
    long announced = announced(request);
    Reading reading = new Reading(context, kind.orElse(RequestBody.Kind.NONE), limit, network);
    if (announced > limit + MAX_DISCARDED) {
      context.addEndHandler(sent -> hangUp(request));
    } else {
      reading.start();
    }
    if (kind.isEmpty() && announced != UNKNOWN) {
      reading.refuse(415);
    } else if (announced > limit) {
      reading.refuse(413);
    } else if (!expectationMet(request)) {
      reading.refuse(417);
    }
  }

  /** Nothing more of this body is read; other streams of the connection live on (RFC 9113 §8.1). */
  private static void hangUp(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(NO_ERROR);
    } else {
      request.connection().close();
    }
  }

  private int limit(RequestBody.Kind kind) {
    return kind == RequestBody.Kind.JSON ? maxJsonBytes : maxFormBytes;
  }

  /** Whether what is still to come of this request is so short that it may come for nothing. */
  boolean canIgnore(HttpServerRequest request) {
    return !mayHaveBody(request)
        || (announced(request) != UNKNOWN
            && announced(request) <= maxFormBytes
            && !request.headers().contains("Transfer-Encoding")
            && !request.headers().contains("Expect"));
  }

  /** Over HTTP/2 only its end tells that there was none, and that is not here yet. */
  private static boolean mayHaveBody(HttpServerRequest request) {
    return announced(request) > 0
        || request.getHeader("Transfer-Encoding") != null
        || (request.version() == HttpVersion.HTTP_2 && announced(request) == UNKNOWN);
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? UNKNOWN : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Optional<RequestBody.Kind> kind(MultiMap headers) {
    List<String> types = headers.getAll("Content-Type");
    if (types.size() != 1 || headers.contains("Content-Encoding")) {
      return Optional.empty();
    }
    String type = types.get(0).strip().toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String parameters = end < 0 ? "" : type.substring(end);
    if (!UTF8.matcher(parameters).matches()) {
      return Optional.empty();
    }
    return switch ((end < 0 ? type : type.substring(0, end)).strip()) {
      case "application/x-www-form-urlencoded" -> Optional.of(RequestBody.Kind.FORM);
      case "application/json" -> Optional.of(RequestBody.Kind.JSON);
      default -> Optional.empty();
    };
  }

  /** RFC 9110 10.1.1: the client waits for this before it sends the body. */
  private static boolean expectationMet(HttpServerRequest request) {
    String expect = request.getHeader("Expect");
    if (expect == null) {
      return true;
    }
    if (!expect.equalsIgnoreCase("100-continue")) {
      return false;
    }
    request.response().writeContinue();
    return true;
  }

  /** One body on its way in. */
  private final class Reading {
    private final RoutingContext context;
    private final RequestBody.Kind kind;
    private final int limit;
    private final String network;
    private final Buffer bytes = Buffer.buffer();
    private long discarded;
    private boolean refused;
    private boolean ended;

    Reading(RoutingContext context, RequestBody.Kind kind, int limit, String network) {
      this.context = context;
      this.kind = kind;
      this.limit = limit;
      this.network = network;
      context.addEndHandler(answered -> over());
    }

    void start() {
      HttpServerRequest request = context.request();
      Deadlines.Deadline deadline = deadlines.in(timeoutMillis, this::late);
      context.addEndHandler(
          ended -> {
            if (!refused) {
              deadline.cancel();
            }
          });
      request.handler(this::chunk);
      request.endHandler(
          end -> {
            deadline.cancel();
            complete();
          });
      request.exceptionHandler(gone -> deadline.cancel());
    }

    private void chunk(Buffer chunk) {
      if (refused) {
        discarded += chunk.length();
        if (discarded > MAX_DISCARDED) {
          hangUp(context.request());
        }
      } else if (bytes.length() + chunk.length() > limit) {
        refuse(kind == RequestBody.Kind.NONE ? 415 : 413);
      } else {
        bytes.appendBuffer(chunk);
      }
    }

    /** Its place is free: it was read, or its request is over. */
    private void over() {
      if (!ended) {
        ended = true;
        senders.ended(network);
      }
    }

    private void complete() {
      over();
      if (!refused) {
        context.put(
            RequestBody.KEY, bytes.length() == 0 ? RequestBody.NONE : new RequestBody(kind, bytes));
        context.next();
      }
    }

    private void late() {
      if (refused) {
        hangUp(context.request());
        return;
      }
      context.addEndHandler(sent -> hangUp(context.request()));
      refuse(408);
    }

    void refuse(int status) {
      refused = true;
      context.fail(status);
    }
  }
}
