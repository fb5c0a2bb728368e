package io.tributary.broker.conformance;

import static io.tributary.broker.kit.BrokerDatabase.await;

import io.tributary.broker.app.RunningBroker;
import io.tributary.platform.relyingparty.TestClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A broker from the configuration for examiners, on loopback with a database of its own. */
final class ExaminedBroker implements AutoCloseable {
  static final Path CONFIGURATION = Path.of("../scripts/conformance/tributary.yaml");
  private static final String OURS = "# ---- From here on";

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final RunningBroker broker;
  private final JsonObject discovery;

  private ExaminedBroker() {
    // Attempts carry whole seconds, and the list of spent ones has just begun.
    clock.advance(Duration.ofSeconds(2));
    broker = RunningBroker.start(vertx, clock, RunningBroker.freePort(), "", examined(), Map.of());
    HttpResponse<String> found =
        Wire.send(HttpRequest.newBuilder(broker.at(".well-known/openid-configuration")));
    discovery = new JsonObject(found.body());
  }

  static ExaminedBroker start() {
    return new ExaminedBroker();
  }

  /** All but the addresses and the database, which a test chooses. */
  private static String examined() {
    try {
      String all = Files.readString(CONFIGURATION);
      return all.substring(all.indexOf(OURS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestClock clock() {
    return clock;
  }

  JsonObject discovery() {
    return discovery;
  }

  String issuer() {
    return discovery.getString("issuer");
  }

  URI endpoint(String member) {
    return URI.create(discovery.getString(member));
  }

  boolean isOwn(URI address) {
    return address.getAuthority().equals(URI.create(issuer()).getAuthority());
  }

  String log() {
    return broker.log();
  }

  @Override
  public void close() {
    broker.close();
    await(vertx.close());
  }
}
