package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;

import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.FakeUpstream;
import io.tributary.platform.relyingparty.TestClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker between two upstreams and some applications, as the tests of its main path need it. */
final class World implements AutoCloseable {
  static final String CALLBACK = "http://localhost:1/cb";
  static final String LOGGED_OUT = "http://localhost:1/out";
  static final String UPSTREAM_SECRET = "upstream-secret/with+signs & 32 bytes or more";

  static final Map<String, Object> ALICE =
      Map.of(
          "sub", "00u1alice",
          "preferred_username", "alice@example.com",
          "email", "alice@example.com",
          "email_verified", true,
          "name", "Alice Example",
          "groups", List.of("netbox_admin", "Everyone"));
  static final Map<String, Object> BOB =
      Map.of(
          "sub", "bob-sub",
          "preferred_username", "bob",
          "email", "bob@example.org",
          "email_verified", true,
          "name", "Bob Builder",
          "groups", List.of("netbox_staff"));

  static final String UPSTREAMS =
      """
      upstreams:
        - name: okta
          label: Okta
          preset: okta
          issuer: ${OKTA}
          client_id: tributary
          client_secret: ${UPSTREAM_SECRET}
          trusts_email: [example.com]
          may_grant: [superusers, staff]
        - name: authentik
          label: Authentik Login
          preset: authentik
          issuer: ${AUTHENTIK}
          client_id: tributary
          client_secret: ${UPSTREAM_SECRET}
          may_grant: [staff]
      """;
  static final String REST =
      """
      mappings: ${MAPPINGS}
      privileged_roles: [superusers, staff]
      issuers:
        - { layout: okta, name: default }
        - { layout: authentik, name: tributary }
        - { layout: authentik, name: second }
      users:
        - { username: local, password: demo, demo: true, name: Local Person, email: local@example.com,
            email_verified: true, groups: [netbox_admin, superusers] }
      clients:
        - id: inventory
          name: Network inventory
          secret: inventory-secret %+/=
          redirect_uris: ["http://localhost:1/cb", "http://localhost:1/other?x=1"]
          post_logout_redirect_uris: ["http://localhost:1/out"]
          claims_always: [groups, roles]
          id_token_claims: all
          issuers: [root, default, tributary, second]
        - id: asks
          name: Asking application
          secret: asks-secret
          consent: true
          redirect_uris: ["http://localhost:1/cb"]
          post_logout_redirect_uris: ["http://localhost:1/asks-out"]
        - id: phone
          public: true
          redirect_uris: ["http://localhost:1/cb", "org.example.phone:/cb"]
        - id: okta-only
          secret: okta-only-secret
          redirect_uris: ["http://localhost:1/cb"]
          upstreams: [okta]
        - id: at-second
          secret: at-second-secret
          pkce: false
          redirect_uris: ["http://localhost:1/cb"]
          issuers: [second]
      """;

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final FakeUpstream okta;
  private final FakeUpstream authentik;
  private final RunningBroker broker;

  private World(String path, String yaml) {
    // Attempts carry whole seconds, and the list of spent ones has just begun.
    clock.advance(Duration.ofSeconds(2));
    okta = await(FakeUpstream.start(vertx, FakeUpstream.Layout.OKTA, clock));
    authentik = await(FakeUpstream.start(vertx, FakeUpstream.Layout.AUTHENTIK, clock));
    broker =
        RunningBroker.start(
            vertx,
            clock,
            RunningBroker.freePort(),
            path,
            yaml,
            Map.of(
                "OKTA", okta.issuer(),
                "AUTHENTIK", authentik.issuer(),
                "UPSTREAM_SECRET", UPSTREAM_SECRET,
                "MAPPINGS", mappings()));
    register(okta, "okta");
    register(authentik, "authentik");
    okta.user(ALICE);
    authentik.user(BOB);
    awaitWarmUp(okta);
    awaitWarmUp(authentik);
  }

  /** The broker reads discovery by itself after its start: that must not fall into a test. */
  private static void awaitWarmUp(FakeUpstream upstream) {
    for (int i = 0; i < 400; i++) {
      if (upstream.operations().contains("discovery")) {
        return;
      }
      RunningBroker.pause();
    }
    throw new AssertionError("discovery was never read");
  }

  static World open() {
    return open("", UPSTREAMS + REST);
  }

  static World open(String path, String yaml) {
    return new World(path, yaml);
  }

  static String mappings() {
    return Path.of("../scripts/mappings").toAbsolutePath().normalize().toString();
  }

  /**
   * With mappings of a folder that begins as the shipped ones.
   *
   * @param files names and texts by turns
   * @param yaml further settings
   */
  static World withMappings(Path folder, String yaml, String... files) {
    try (Stream<Path> shipped = Files.list(Path.of(mappings()))) {
      for (Path file : shipped.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
      for (int i = 0; i < files.length; i += 2) {
        Files.writeString(folder.resolve(files[i]), files[i + 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open("", UPSTREAMS + REST.replace("${MAPPINGS}", folder.toString()) + yaml);
  }

  private void register(FakeUpstream upstream, String name) {
    upstream.client(
        "tributary",
        UPSTREAM_SECRET,
        broker.at("federation/" + name + "/callback"),
        broker.at("federation/" + name + "/logout-callback"));
  }

  Vertx vertx() {
    return vertx;
  }

  TestClock clock() {
    return clock;
  }

  FakeUpstream okta() {
    return okta;
  }

  FakeUpstream authentik() {
    return authentik;
  }

  RunningBroker broker() {
    return broker;
  }

  Person person() {
    return new Person(clock);
  }

  TestApplication inventory() {
    return application("inventory", "inventory-secret %+/=");
  }

  /** At the root issuer. */
  TestApplication application(String id, String secret) {
    return TestApplication.at(broker.config().publicUrl().toString(), id, secret, CALLBACK);
  }

  /** At a further issuer, by its name. */
  TestApplication application(String issuer, String id, String secret) {
    String identifier = broker.config().issuers().find(issuer).orElseThrow().identifier();
    return TestApplication.at(identifier, id, secret, CALLBACK);
  }

  /** The whole way through Okta to a code. */
  Arrival login(Person person, TestApplication application, String... changes) {
    String[] all = java.util.Arrays.copyOf(changes, changes.length + 2);
    all[changes.length] = "idp_hint";
    all[changes.length + 1] = "okta";
    return Person.arrival(person.open(application.authorize(all)));
  }

  /** The whole way through an upstream to tokens. */
  JsonObject tokens(Person person, TestApplication application, String upstream) {
    Page page = person.open(application.authorize("idp_hint", upstream));
    return application.tokens(Person.arrival(page).code());
  }

  long sessions() {
    return broker.count("session WHERE ended_at IS NULL");
  }

  long accounts() {
    return broker.count("account");
  }

  @Override
  public void close() {
    broker.close();
    await(okta.close());
    await(authentik.close());
    await(vertx.close());
  }
}
