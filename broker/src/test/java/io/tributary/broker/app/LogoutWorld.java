package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Applications that want to hear of logouts: by back channel, by front channel, and one not. */
abstract class LogoutWorld {
  static LogoutReceiver receiver;
  static World world;
  static TestApplication inventory;
  static TestApplication framed;
  static TestApplication offline;
  static TestApplication deaf;

  final Person person = world.person();

  @BeforeAll
  static void start() {
    receiver = new LogoutReceiver();
    world =
        World.open(
            "",
            World.UPSTREAMS
                + World.REST
                    .replace(
                        "    claims_always: [groups, roles]\n",
                        "    claims_always: [groups, roles]\n    backchannel_logout_uri: \""
                            + receiver.at("/inventory?kind=bcl")
                            + "\"\n")
                    .replace(
                        "    upstreams: [okta]\n",
                        "    upstreams: [okta]\n    frontchannel_logout_uri:"
                            + " \"http://localhost:1/front?x=1\"\n")
                + "  - id: offline\n    secret: offline-secret\n"
                + "    grant_types: [authorization_code, refresh_token]\n"
                + "    redirect_uris: [\"http://localhost:1/cb\"]\n    backchannel_logout_uri: \""
                + receiver.at("/offline")
                + "\"\n");
    inventory = world.inventory();
    framed = world.application("okta-only", "okta-only-secret");
    offline = world.application("offline", "offline-secret");
    deaf = world.application("asks", "asks-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
    receiver.close();
  }

  @BeforeEach
  void clean() {
    world.okta().user(World.ALICE).forget();
    receiver.answers(200).forget();
    world.broker().query("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
    world.broker().query("DELETE FROM logout_delivery");
  }

  static URI logout(TestApplication application, String... parameters) {
    return URI.create(
        application.endpoint("end_session_endpoint")
            + "?"
            + TestApplication.encoded(TestApplication.changed(new LinkedHashMap<>(), parameters)));
  }

  static JsonObject idToken(JsonObject tokens) {
    return LoginIT.payload(tokens.getString("id_token"));
  }

  /** Of a client that asks for consent. */
  JsonObject consenting() {
    Page asked = person.open(deaf.authorize("idp_hint", "okta"));
    Page answered = person.submit(asked.form().press("allow"));
    return deaf.tokens(Person.arrival(answered).code());
  }

  static List<Row> deliveries() {
    return world.broker().query("SELECT * FROM logout_delivery ORDER BY id");
  }

  /** Waits until nothing is on its first way. */
  static List<Row> settled(String... states) {
    List<String> now = List.of();
    for (int i = 0; i < 400; i++) {
      List<Row> rows =
          world.broker().query("SELECT * FROM logout_delivery ORDER BY client_id, issuer, id");
      now = rows.stream().map(row -> row.getString("state")).toList();
      if (now.equals(List.of(states))) {
        return rows;
      }
      RunningBroker.pause();
    }
    assertEquals(List.of(states), now);
    return List.of();
  }
}
