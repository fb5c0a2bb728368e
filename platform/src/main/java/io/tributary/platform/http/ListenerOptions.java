package io.tributary.platform.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The limits that the codecs enforce, the same for HTTP/1 and HTTP/2; what TLS may be. */
final class ListenerOptions {
  static final int MAX_LINE = 16 * 1024;
  static final int MAX_HEADERS = 32 * 1024;
  static final int MAX_STREAMS = 100;

  /** Streams that a client may open and give up in so many seconds (CVE-2023-44487). */
  private static final int MAX_RESETS = 200;

  private static final int RESET_WINDOW = 30;

  private static final Set<String> PROTOCOLS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

  /**
   * For TLS 1.2 those of BCP 195 (RFC 9325 §4.2), which FAPI 1.0 Advanced §8.5 permits too. Its DHE
   * suites are left out: RFC 9325 §4.1 advises against them, and who has no better has no TLS 1.2.
   */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private ListenerOptions() {}

  static HttpServerOptions of(Timeouts timeouts) {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEADERS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxHeaderListSize(MAX_HEADERS)
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setPushEnabled(false))
        .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
        .setHttp2RstFloodWindowDuration(RESET_WINDOW)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
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

  /** The same over TLS, with HTTP/2 for who asks for it (ALPN). */
  static HttpServerOptions tls(Timeouts timeouts, TlsIdentity identity) {
    HttpServerOptions options = of(timeouts);
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setKeyCertOptions(identity.options())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(timeouts.head());
    CIPHERS.forEach(options::addEnabledCipherSuite);
    return options;
  }
}
