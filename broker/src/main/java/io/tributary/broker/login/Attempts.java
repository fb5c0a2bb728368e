package io.tributary.broker.login;

import io.tributary.broker.keys.Compression;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.request.KeptRequestRepository;
import io.tributary.broker.web.BrowserCookies;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * Keeps login attempts in the browser that makes them: one sealed cookie each, at most {@value
 * #MOST} and together at most {@value #MOST_BYTES} bytes, the oldest dropped first. One that is too
 * large for that is kept by us, and the cookie holds a reference.
 */
public final class Attempts {
  private static final String PURPOSE = "attempt-";
  private static final int MOST = 4;
  private static final int MOST_BYTES = 6 * 1024;
  private static final int MOST_COOKIE = 3 * 1024;
  private static final String REFERENCE = "ref.";

  private final BrowserCookies cookies;
  private final Sealer sealer;
  private final AttemptCodec codec;
  private final KeptRequestRepository kept;
  private final VisitorLimit limit;
  private final Clock clock;

  public Attempts(
      BrowserCookies cookies,
      Sealer sealer,
      AttemptCodec codec,
      KeptRequestRepository kept,
      VisitorLimit limit,
      Clock clock) {
    this.cookies = cookies;
    this.sealer = sealer;
    this.codec = codec;
    this.kept = kept;
    this.limit = limit;
    this.clock = clock;
  }

  /** Puts the attempt into the browser with the answer that follows. */
  Future<Void> keep(RoutingContext context, LoginAttempt attempt) {
    String name = cookies.name(PURPOSE + attempt.id());
    byte[] plain = codec.write(attempt.seen(RequestInfo.of(context).id())).toBuffer().getBytes();
    byte[] sealed = sealer.seal(Compression.deflate(plain), name);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    if (value.length() <= MOST_COOKIE) {
      set(context, attempt, value);
      return Future.succeededFuture();
    }
    if (!limit.take(RequestInfo.of(context).network())) {
      return Future.failedFuture(
          OAuthException.of(
              ErrorCode.TEMPORARILY_UNAVAILABLE, "Too many large requests, please wait a moment"));
    }
    String reference = REFERENCE + RandomToken.bits256();
    set(context, attempt, reference);
    return kept.keep(reference, sealed, attempt.expiresAt());
  }

  /** The attempt of this browser, or a refusal that tells the person what happened. */
  Future<LoginAttempt> find(RoutingContext context, String id) {
    Optional<String> cookie = cookies.get(context, PURPOSE + id);
    if (cookie.isEmpty()) {
      return Future.failedFuture(gone("no cookie for the attempt"));
    }
    String name = cookies.name(PURPOSE + id);
    if (cookie.get().startsWith(REFERENCE)) {
      return kept.find(cookie.get(), clock.instant())
          .compose(
              stored -> open(stored.orElseThrow(() -> gone("kept request expired")), name, id));
    }
    try {
      return open(Base64.getUrlDecoder().decode(cookie.get()), name, id);
    } catch (IllegalArgumentException notBase64) {
      return Future.failedFuture(gone("cookie is not base64url"));
    }
  }

  void drop(RoutingContext context, LoginAttempt attempt) {
    cookies.clear(context, PURPOSE + attempt.id());
  }

  private Future<LoginAttempt> open(byte[] sealed, String name, String id) {
    JsonObject json;
    try {
      json = new JsonObject(Buffer.buffer(Compression.inflate(sealer.open(sealed, name))));
    } catch (Sealer.SealBroken | DataFormatException broken) {
      return Future.failedFuture(gone("seal broken"));
    }
    return codec
        .read(json)
        .map(
            read -> {
              LoginAttempt attempt = read.orElseThrow(() -> gone("client or issuer is gone"));
              if (!attempt.id().equals(id)) {
                throw gone("another attempt");
              }
              if (!clock.instant().isBefore(attempt.expiresAt())) {
                throw AttemptGone.expired(attempt);
              }
              return attempt;
            });
  }

  private void set(RoutingContext context, LoginAttempt attempt, String value) {
    makeRoom(context, attempt, value.length());
    cookies.set(context, PURPOSE + attempt.id(), value, Optional.of(LoginAttempt.LIFE));
  }

  private void makeRoom(RoutingContext context, LoginAttempt attempt, int size) {
    List<BrowserCookies.Received> others =
        cookies.all(context, PURPOSE).stream()
            .filter(cookie -> !cookie.purpose().equals(PURPOSE + attempt.id()))
            // Names begin with the time of the start in base 36, which sorts for centuries to come.
            .sorted(Comparator.comparing(BrowserCookies.Received::purpose).reversed())
            .toList();
    int bytes = size;
    for (int i = 0; i < others.size(); i++) {
      bytes += others.get(i).value().getBytes(StandardCharsets.UTF_8).length;
      if (i >= MOST - 1 || bytes > MOST_BYTES) {
        cookies.clear(context, others.get(i).purpose());
      }
    }
  }

  private static AttemptGone gone(String detail) {
    return AttemptGone.unknown(detail);
  }
}
