package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a provider is told what became of its logins, and no login suffers by it. */
class LoginReportsIT {
  private Scene scene;

  @BeforeEach
  void start() {
    scene = Scene.open();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static Map<String, Object> alice(Object groups) {
    return Map.of("sub", "alice", "preferred_username", "alice", "groups", groups);
  }

  private List<JsonObject> told(int count) {
    for (int i = 0; i < 200; i++) {
      List<JsonObject> reports =
          scene.provider().seen().stream()
              .filter(seen -> seen.operation().equals("login_report"))
              .map(seen -> new JsonObject(seen.parameters().get("report")))
              .toList();
      if (reports.size() >= count) {
        return reports;
      }
      pause();
    }
    throw new AssertionError("was never told " + count + " times");
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatALoginChangedIsTold() {
    scene.provider().hearsReports(202);
    scene.account(alice(List.of("superusers", "netops")));
    scene.account(alice(List.of("netops")));
    List<JsonObject> reports = told(2);
    JsonObject first = reports.get(0);
    assertEquals("accepted", first.getString("outcome"));
    assertEquals("alice", first.getString("account"));
    assertEquals(new JsonArray().add("superuser"), first.getJsonArray("flags_set"));
    assertEquals(
        new JsonArray().add("netops").add("superusers"), first.getJsonArray("groups_joined"));
    JsonObject second = reports.get(1);
    assertEquals(new JsonArray().add("superuser"), second.getJsonArray("flags_cleared"));
    assertEquals(new JsonArray().add("superusers"), second.getJsonArray("groups_left"));
    assertFalse(first.getString("sid").equals(second.getString("sid")));
    assertEquals(List.of(), scene.provider().objections());
  }

  @Test
  void aDenialIsTold() {
    scene.provider().hearsReports(202);
    scene.account(alice(List.of()));
    scene.sql("UPDATE app_user SET is_active = false WHERE username = 'alice'");
    assertEquals(403, scene.sso(new Browser(), alice(List.of())).status());
    assertEquals("denied", told(2).get(1).getString("outcome"));
    assertEquals(502, scene.sso(new Browser(), alice(Map.of("not", "a list"))).status());
    assertTrue(told(3).get(2).getString("message").contains("groups"));
  }

  /** Refused, broken, sending elsewhere, or (0) never answering. */
  @ParameterizedTest
  @ValueSource(ints = {0, 200, 302, 401, 404, 429, 500, 503})
  void whateverTheProviderAnswersTheLoginIsDone(int status) {
    scene.provider().hearsReports(status);
    for (int i = 0; i < 4; i++) {
      Page page = scene.sso(new Browser(), alice(List.of("netops")));
      assertEquals(200, page.status(), page::text);
      assertEquals("/", page.uri().getPath());
    }
    told(status == 0 ? 2 : 4);
  }

  @Test
  void whoDoesNotAskIsNotTold() {
    scene.account(alice(List.of("netops")));
    scene.account(alice(List.of("netops")));
    assertFalse(scene.provider().operations().contains("login_report"));
    assertEquals(List.of(), scene.provider().objections());
  }
}
