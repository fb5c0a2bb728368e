package io.tributary.broker.conformance;

import static io.tributary.broker.kit.BrokerDatabase.await;

import io.tributary.broker.app.RunningBroker;
import io.tributary.platform.http.TlsConfig;
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
import java.util.HashMap;
import java.util.Map;

/** A broker from the configuration for examiners, on loopback with a database of its own. */
final class ExaminedBroker implements AutoCloseable {
  static final Path CONFIGURATION = Path.of("../scripts/conformance/tributary.yaml");
  private static final String OURS = "# ---- From here on";

  private static final String SUITE_IS_HERE =
      """

      outbound: { allow_private: [localhost] }
      """;

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final RunningBroker broker;
  private final JsonObject discovery;
  private final SuiteServer suite;

  private ExaminedBroker(Map<String, String> settings) {
    // Attempts carry whole seconds, and the list of spent ones has just begun.
    clock.advance(Duration.ofSeconds(2));
    suite = new SuiteServer(vertx);
    Map<String, String> variables = new HashMap<>(settings);
    variables.put("BACKCHANNEL_LOGOUT", suite.at("/backchannel_logout"));
    broker =
        RunningBroker.start(
            vertx, clock, RunningBroker.freePort(), "", examined() + SUITE_IS_HERE, variables);
    HttpResponse<String> found =
        Wire.send(HttpRequest.newBuilder(broker.at(".well-known/openid-configuration")));
    discovery = new JsonObject(found.body());
  }

  static ExaminedBroker start() {
    return new ExaminedBroker(Map.of());
  }

  /** Over https; whoever calls it must trust its certificate. */
  static ExaminedBroker secured(TlsConfig files) {
    return new ExaminedBroker(
        Map.of(
            RunningBroker.CERTIFICATE,
            files.certificate().toString(),
            RunningBroker.KEY,
            files.key().toString()));
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

  SuiteServer suite() {
    return suite;
  }

  /** A command of the operator, beside the broker. */
  void command(String... line) {
    broker.command(line);
  }

  String log() {
    return broker.log();
  }

  @Override
  public void close() {
    broker.close();
    suite.close();
    await(vertx.close());
  }
}
