package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigFile;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerConfigTest {
  @TempDir private Path folder;

  private WebServerConfig read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
    return ConfigFile.read(file, Map.of(), section -> WebServerConfig.read(section, 8080));
  }

  @Test
  void theDefaultIsLoopback() throws IOException {
    assertEquals(
        new WebServerConfig(
            List.of("localhost"),
            8080,
            1000,
            65_536,
            1_048_576,
            ProxySettings.NONE,
            false,
            Optional.empty()),
        read(""));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    assertEquals(
        new WebServerConfig(
            List.of("127.0.0.1", "::1"),
            443,
            5,
            65_536,
            2048,
            new ProxySettings(List.of("10.0.0.0/8"), ForwardedHeader.FORWARDED),
            true,
            Optional.empty()),
        read("""
                hosts: [127.0.0.1, "::1"]
                port: 443
                max_in_flight: 5
                max_json_bytes: 2048
                trusted_proxies: 10.0.0.0/8
                forwarded_header: forwarded
                """)
            .withHttps(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts: []",
        "port: 65536",
        "port: -1",
        "max_in_flight: 0",
        "max_json_bytes: 1",
        "trusted_proxies: [proxy.example.com]",
        "trusted_proxies: ['*']",
        "trusted_proxy: 10.0.0.1",
        "tls: {certificate: c.pem}",
        "tls: {key: k.pem}",
        "tls: {certificate: c.pem, key: k.pem, pasword: x}",
      })
  void wrongValuesAreRefused(String yaml) {
    assertThrows(ConfigException.class, () -> read(yaml));
  }

  @Test
  void aListenerThatSpeaksTlsNeedsAnHttpsAddress() throws IOException {
    String yaml = "tls: {certificate: c.pem, key: k.pem}";
    assertEquals(folder.resolve("k.pem"), read(yaml).tls().orElseThrow().key());
    Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
    assertThrows(
        ConfigException.class,
        () ->
            ConfigFile.read(
                file,
                Map.of(),
                section -> WebServerConfig.read(section, 8080).withHttps(false, section)));
  }

  @Test
  void theCodecsEnforceTheSameLimitsForBothVersions() {
    HttpServerOptions options = ListenerOptions.of(Timeouts.DEFAULT);
    assertEquals(16 * 1024, options.getMaxInitialLineLength());
    assertEquals(32 * 1024, options.getMaxHeaderSize());
    assertEquals(32 * 1024, options.getInitialSettings().getMaxHeaderListSize());
    assertEquals(100, options.getInitialSettings().getMaxConcurrentStreams());
    assertEquals(200, options.getHttp2RstFloodMaxRstFramePerWindow());
    assertEquals(30, options.getHttp2RstFloodWindowDuration());
    assertFalse(options.isHttp2ClearTextEnabled());
    assertFalse(options.isDecompressionSupported());
    assertTrue(options.getIdleTimeout() > 0);
  }
}
