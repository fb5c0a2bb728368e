package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of logout requests, each by somebody who is logged in through Okta. */
abstract class LogoutRequests {
  static World world;
  static TestApplication inventory;

  final Person person = world.person();
  JsonObject tokens;

  @BeforeAll
  static void start() {
    world = World.open();
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void logIn() {
    tokens = world.tokens(person, inventory, "okta");
    world.okta().forget();
  }

  @AfterEach
  void theUpstreamHadNothingToObject() {
    assertEquals(List.of(), world.okta().objections());
  }

  String hint() {
    return tokens.getString("id_token");
  }

  static URI logout(String... parameters) {
    Map<String, String> query = TestApplication.changed(new LinkedHashMap<>(), parameters);
    return URI.create(
        inventory.endpoint("end_session_endpoint") + "?" + TestApplication.encoded(query));
  }

  void assertStillLoggedIn() {
    Person.arrival(person.open(inventory.authorize("prompt", "none"))).code();
    inventory.claims(tokens);
  }
}
