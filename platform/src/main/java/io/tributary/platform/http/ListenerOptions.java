package io.tributary.platform.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** The limits that the codecs enforce, the same for HTTP/1 and HTTP/2. */
final class ListenerOptions {
  static final int MAX_LINE = 16 * 1024;
  static final int MAX_HEADERS = 32 * 1024;

  private ListenerOptions() {}

  static HttpServerOptions of(Timeouts timeouts) {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEADERS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxHeaderListSize(MAX_HEADERS)
                .setMaxConcurrentStreams(100)
                .setPushEnabled(false))
        // A clear-text upgrade would be a second way in, past proxies that know HTTP/1 only.
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setHandle100ContinueAutomatically(false)
        .setAcceptBacklog(1024)
        .setTcpNoDelay(true)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) timeouts.idle());
  }
}
