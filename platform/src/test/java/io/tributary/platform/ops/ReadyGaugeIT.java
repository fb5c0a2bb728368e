package io.tributary.platform.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ReadyGaugeIT {
  private final HttpClient browser = HttpClient.newHttpClient();

  @Test
  void eachScrapeSaysWhetherTheChecksPassNow(Vertx vertx) throws Exception {
    AtomicBoolean database = new AtomicBoolean();
    Health health =
        new Health()
            .check("keys", Future::succeededFuture)
            .check(
                "database",
                () ->
                    database.get()
                        ? Future.succeededFuture()
                        : Future.failedFuture("connection refused at 10.1.2.3"));
    Metrics metrics = Metrics.create();
    ManagementServer server =
        ManagementServer.start(vertx, "127.0.0.1", 0, health, metrics).await();
    try {
      assertEquals("tributary_ready 0.0", gauge(server));
      database.set(true);
      assertEquals("tributary_ready 1.0", gauge(server));
      database.set(false);
      assertEquals("tributary_ready 0.0", gauge(server));
      assertTrue(!scrape(server).body().contains("10.1.2.3"));
    } finally {
      server.close().await();
      metrics.close();
    }
  }

  private String gauge(ManagementServer server) throws IOException, InterruptedException {
    HttpResponse<String> scraped = scrape(server);
    assertEquals(200, scraped.statusCode());
    return scraped
        .body()
        .lines()
        .filter(line -> line.startsWith("tributary_ready"))
        .findFirst()
        .orElse("absent");
  }

  private HttpResponse<String> scrape(ManagementServer server)
      throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
    return browser.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
  }
}
