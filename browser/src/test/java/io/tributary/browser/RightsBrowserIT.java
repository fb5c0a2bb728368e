package io.tributary.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What "Okta" takes from Alice she does not have after her next login. */
@InBrowser
class RightsBrowserIT {
  private static final String ALICE = "alice@example.com";

  @AfterEach
  void giveBack(Demonstration demonstration) {
    demonstration.oktaGroups(ALICE, "--add", "netbox_admin", "--add", "Everyone");
  }

  @Test
  void theGroupOfAdministrators(Visits visits, Demonstration demonstration) {
    Visit alice = superuser(visits);
    demonstration.oktaGroups(ALICE, "--remove", "netbox_admin");
    again(alice);
    assertEquals(List.of(), alice.roles());
    assertEquals(List.of("Everyone"), alice.groups());
    assertEquals(403, alice.inventory("/users/users/").status());
    assertEquals(403, alice.inventory("/dcim/devices/add/").status());

    demonstration.oktaGroups(ALICE, "--add", "netbox_admin");
    again(alice);
    assertEquals(List.of("superuser"), alice.roles());
  }

  /** Then "Okta" sends no claim at all: its client has omit_empty_claims. */
  @Test
  void herLastGroup(Visits visits, Demonstration demonstration) {
    demonstration.oktaGroups(ALICE, "--remove", "Everyone");
    Visit alice = superuser(visits);
    assertEquals(List.of("superusers"), alice.groups());
    demonstration.oktaGroups(ALICE, "--remove", "netbox_admin");
    again(alice);
    assertEquals(List.of(), alice.roles());
    assertEquals(List.of(), alice.groups());
    assertEquals(403, alice.inventory("/users/users/").status());
  }

  private static Visit superuser(Visits visits) {
    Visit alice = visits.open().through("Okta", ALICE).expect(403);
    alice.isIn("Alice Liddell");
    assertEquals(List.of("superuser"), alice.roles());
    return alice;
  }

  private static void again(Visit alice) {
    alice.inventory("/");
    alice.logOut();
    alice.through("Okta", ALICE).isIn("Alice Liddell");
  }
}
