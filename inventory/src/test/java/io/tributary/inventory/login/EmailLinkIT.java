package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.inventory.app.Scene;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With {@code associate_by_email} on: only a verified address, only onto a verified one. */
class EmailLinkIT {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.associatingByEmail();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void anAccountFromBeforeIsTakenOverOnce() {
    scene.sql(
        "INSERT INTO app_user (username, username_key, email, email_verified)"
            + " VALUES ('ldap-lea', 'ldap-lea', 'Lea@example.com', true)");
    JsonObject lea = scene.account(login("lea", "lea@example.com", true));
    assertEquals("ldap-lea", lea.getString("username"));
    assertEquals(
        lea.getLong("id"), scene.account(login("lea", "new@example.com", true)).getLong("id"));
    JsonObject heir = scene.account(login("heir", "lea@example.com", true));
    assertNotEquals(lea.getLong("id"), heir.getLong("id"), "the address changed hands");
  }

  @Test
  void anUnverifiedAddressLinksNothing() {
    scene.sql(
        "INSERT INTO app_user (username, username_key, email, email_verified)"
            + " VALUES ('ldap-max', 'ldap-max', 'max@example.com', true)");
    JsonObject dave = scene.account(login("dave", "max@example.com", false));
    assertNotEquals("ldap-max", dave.getString("username"));
  }

  @Test
  void whoeverClaimedAnAddressFirstGetsNobodysLogin() {
    JsonObject dave = scene.account(login("dave2", "victim@example.com", false));
    JsonObject victim = scene.account(login("victim", "victim@example.com", true));
    assertNotEquals(dave.getLong("id"), victim.getLong("id"));
  }

  @Test
  void aLocalAdministratorIsNotLinked() {
    JsonObject mallory = scene.account(login("mallory", "admin@example.com", true));
    assertNotEquals("admin", mallory.getString("username"));
    assertEquals(false, mallory.getBoolean("is_superuser"));
  }

  private static Map<String, Object> login(String name, String email, boolean verified) {
    return Map.of(
        "sub", name,
        "preferred_username", name,
        "email", email,
        "email_verified", verified,
        "groups", List.of());
  }
}
