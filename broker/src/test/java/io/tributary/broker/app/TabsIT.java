package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two tabs of one browser, and its back button. */
class TabsIT {
  private static World world;

  @BeforeAll
  static void start() {
    world = World.open();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Form filled(Page form) {
    return form.formTo("/local").with("username", "local").with("password", "demo");
  }

  private static Page local(Person person, Page page) {
    return person.click(
        page,
        page.links().stream()
            .filter(link -> link.getPath().endsWith("/local"))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void twoTabsLogInAtOnceAndBothSucceed() {
    TestApplication app = world.inventory();
    Person person = world.person();
    Page first = local(person, person.open(app.authorize("state", "tab-one")));
    Page second = local(person, person.open(app.authorize("state", "tab-two")));
    assertNotEquals(first.uri(), second.uri());
    Arrival two = Person.arrival(person.submit(filled(second)));
    Arrival one = Person.arrival(person.submit(filled(first)));
    assertEquals("tab-one", one.get("state"));
    assertEquals("tab-two", two.get("state"));
    assertNotEquals(one.code(), two.code());
    assertEquals(0, person.attempts().size());
  }

  @Test
  void aTabAtTheUpstreamAndOneHereBothSucceed() {
    TestApplication app = world.inventory();
    Person person = world.person();
    URI back = person.openUntil(app.authorize("state", "away", "idp_hint", "okta"), "/callback");
    Page here = local(person, person.open(app.authorize("state", "here")));
    assertEquals("here", Person.arrival(person.submit(filled(here))).get("state"));
    assertEquals("away", Person.arrival(person.open(back)).get("state"));
  }

  private static void assertKind(Person person, Page page) {
    assertEquals(400, page.status(), page::text);
    assertTrue(page.text().contains("This login is over"), page::text);
    assertFalse(page.text().contains("settings do not fit"), page::text);
    URI home = page.links().get(page.links().size() - 1);
    for (URI link : page.links()) {
      home = link.getPath().equals("") || link.getPath().equals("/") ? link : home;
    }
    Page after = person.click(page, home);
    assertEquals(200, after.status());
    assertTrue(after.text().contains("local"), after::text);
  }

  @Test
  void theBackButtonNeverEndsInADeadPage() {
    TestApplication app = world.inventory();
    Person person = world.person();
    Page choice = person.open(app.authorize());
    Page form = local(person, choice);
    Person.arrival(person.submit(filled(form))).code();
    // Back to the form, as it was kept or as it is asked for again; and to the choice.
    assertKind(person, person.submit(filled(form)));
    assertKind(person, person.open(form.uri()));
    // Back to the choice, or to the very first request: it goes straight on.
    Person.arrival(person.open(choice.uri())).code();
    Person.arrival(person.open(app.authorize())).code();
  }

  @Test
  void thePasswordFormHasTheNamesThatPasswordKeepersKnowAndOneButton() {
    Person person = world.person();
    Page form = local(person, person.open(world.inventory().authorize()));
    String html = form.body();
    assertTrue(html.contains("name=\"username\"") && html.contains("name=\"password\""));
    String own = html.substring(html.indexOf("/local\""));
    own = own.substring(0, own.indexOf("</form>"));
    assertEquals(2, own.split("<button", -1).length, own);
    assertFalse(html.contains("<script"), html);
  }
}
