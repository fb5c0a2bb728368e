package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.RawConnection.Response;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticAssetsIT {
  private static final String FOLDER = "io/tributary/platform/http/assets";
  private static final StaticAssets ASSETS =
      StaticAssets.load(StaticAssetsIT.class, FOLDER, List.of("page.css", "icon.svg"), "/assets");
  private static RunningWebServer running;

  @BeforeAll
  static void start() {
    running =
        new RunningWebServer(
            RunningWebServer.config(10), RunningWebServer.PATIENT, 1, ASSETS::mount);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void anAssetByItsHashMayBeKeptForEver() throws IOException {
    String url = ASSETS.url("page.css");
    assertTrue(url.matches("/assets/page\\.css\\?v=[0-9a-f]{24}"), url);
    Response response = RawConnection.get(running.port, url);
    assertEquals("body { color: black }\n", response.body());
    assertEquals("text/css; charset=utf-8", response.header("Content-Type").orElseThrow());
    assertEquals(
        "public, max-age=31536000, immutable", response.header("Cache-Control").orElseThrow());
    assertEquals("nosniff", response.header("X-Content-Type-Options").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?v=", "?v=000000000000000000000000", "?x=1"})
  void anyOtherAddressIsRevalidated(String query) throws IOException {
    Response response = RawConnection.get(running.port, "/assets/icon.svg" + query);
    assertEquals(200, response.status());
    assertEquals("no-cache", response.header("Cache-Control").orElseThrow());
    assertEquals("image/svg+xml", response.header("Content-Type").orElseThrow());
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() throws IOException {
    String etag = RawConnection.get(running.port, "/assets/page.css").header("ETag").orElseThrow();
    for (String condition : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
      Response response =
          RawConnection.get(running.port, "/assets/page.css", "If-None-Match: " + condition);
      assertEquals(304, response.status(), condition);
      assertEquals("", response.body());
      assertEquals(etag, response.header("ETag").orElseThrow());
    }
    for (String condition : List.of("\"other\"", etag.replace("\"", ""), "")) {
      assertEquals(
          200,
          RawConnection.get(running.port, "/assets/page.css", "If-None-Match: " + condition)
              .status(),
          condition);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/data.json",
        "/assets/",
        "/assets",
        "/assets/../assets/data.json",
        "/assets/%2e%2e/%2e%2e/http/StaticAssets.class",
        "/assets/..%2f..%2fetc/passwd",
        "/assets//etc/passwd",
        "/assets/StaticAssets.class",
        "/assets/page.css/",
      })
  void nothingThatWasNotListedIsServed(String path) throws IOException {
    Response response = RawConnection.get(running.port, path);
    assertTrue(
        response.status() == 404
            || response.status() == 400
            || (path.endsWith("css/") && response.body().startsWith("body")),
        path + " " + response.status());
    assertFalse(response.body().contains("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.css", "data.json", "../assets/page.css", "noending", ".css"})
  void whatCannotBeServedIsFoundAtTheStart(String name) {
    assertThrows(
        IllegalArgumentException.class,
        () -> StaticAssets.load(StaticAssetsIT.class, FOLDER, List.of(name), "/assets"));
  }

  @Test
  void anUnknownNameHasNoUrl() {
    assertThrows(IllegalArgumentException.class, () -> ASSETS.url("absent.css"));
  }
}
