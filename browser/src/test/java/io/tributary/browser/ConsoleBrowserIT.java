package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console, on the way from a change of the role rule to what it would do. */
@InBrowser
class ConsoleBrowserIT {
  private static final Pattern LOGIN = Pattern.compile("\\(login ([A-Za-z0-9_.-]+)\\)");

  /** A group that nobody has, and a line that no narrow window can hold. */
  private static final String SCRIPT =
      "// Auditors_of_the_whole_company_and_of_every_one_of_its_daughters_in_all_countries get staff\n"
          + "const groups = request.user.groups.map(group => group === 'netbox_admins' ? 'superusers'"
          + " : group === 'netbox_staff' ? 'staff' : group);\n"
          + "return { groups, roles: groups.filter(name => name === 'superusers' || name === 'staff') };\n";

  @BeforeAll
  static void give(Demonstration demonstration) {
    demonstration.brokerGroups("local", "--add", "superusers", "--add", "auditors");
  }

  @AfterAll
  static void takeBack(Demonstration demonstration) {
    demonstration.brokerGroups("local", "--remove", "superusers", "--remove", "auditors");
  }

  @ParameterizedTest
  @EnumSource
  void isGoodForEverybody(Look look, Visits visits, Demonstration demonstration) {
    visits.open().through("Okta", "alice@example.com").isIn("Alice Liddell");
    Gallery gallery = new Gallery(look);
    Visit visit = visits.open(look.options()).expect(422);
    visit.open(demonstration.broker() + "/console");
    visit.page().getByText("Sign in with your Tributary password").click();
    visit.password("local", "demo", "Sign in");
    gallery.see(visit, "console-mappings", "Mappings");
    drafts(gallery, visit, demonstration);
    trials(gallery, visit);
    logins(gallery, visit, demonstration);
    assertEquals(List.of(), gallery.faults());
  }

  private static void drafts(Gallery gallery, Visit visit, Demonstration demonstration) {
    visit.open(demonstration.broker() + "/console/mappings/roles/draft");
    assertThat(visit.heading("Draft of roles")).isVisible();
    visit.page().getByLabel("Script: the body of a function").fill("return {\n  roles: [;\n");
    visit.page().getByLabel("Why, for those who look later").fill("Everybody says so");
    visit.button("Save the draft").click();
    assertThat(visit.page().getByText("What is wrong stands beside the texts.")).isVisible();
    gallery.see(visit, "console-draft-refused", "Draft of roles");
    visit.page().getByLabel("Script: the body of a function").fill(SCRIPT);
    visit.button("Save the draft").click();
    assertThat(visit.page().getByText("Saved the draft")).isVisible();
    assertThat(visit.page().getByText("no group ever seen is named 'netbox_admins'")).isVisible();
    gallery.see(visit, "console-draft-remarks", "Draft of roles");
    visit.link("On to its tests, whom it would hit, and publishing").click();
    gallery.see(visit, "console-mapping", "Mapping roles");
  }

  private static void trials(Gallery gallery, Visit visit) {
    visit.button("Publish the draft").click();
    assertThat(visit.page().getByText("Nothing was changed")).isVisible();
    gallery.see(visit, "console-publish-refused", "Mapping roles");
    visit.button("Run its tests").click();
    gallery.see(visit, "console-tests", "Tests of the draft of roles");
    visit.link("Back to the mapping").click();
    visit.button("See whom it would hit").click();
    assertThat(visit.page().getByText("loses superusers").first()).isVisible();
    gallery.see(visit, "console-diff", "Whom the draft of roles would hit");
    visit.link("Back to the mapping").click();
    visit.link("Try it on some logins").click();
    gallery.see(visit, "console-canary-none", "Canary of roles");
    visit.page().getByLabel("Share of the people").fill("5%");
    visit.page().getByLabel("Always these people").fill("alice@example.com");
    visit.button("Start").click();
    assertThat(visit.page().getByText("runs beside what is live")).hasCount(2);
    gallery.see(visit, "console-canary", "Canary of roles");
    visit.link("Back to the mapping").click();
    visit.button("Delete the draft").click();
    assertThat(visit.page().getByText("Deleted the draft")).isVisible();
  }

  private static void logins(Gallery gallery, Visit visit, Demonstration demonstration) {
    visit.link("Logins").click();
    gallery.see(visit, "console-logins", "How claims came about");
    visit.page().getByLabel("Person: user name or subject").fill("alice@example.com");
    visit.page().getByLabel("Role, group or other value").fill("superusers");
    visit.button("Ask").click();
    gallery.see(visit, "console-why", "Why");
    Matcher login = LOGIN.matcher(visit.page().locator("main").innerText());
    assertTrue(login.find());
    visit.open(demonstration.broker() + "/console/traces/" + login.group(1));
    gallery.see(visit, "console-trace", "What a login found out");
    visit.link("Logins").click();
    visit.link("The newest logins").click();
    gallery.see(visit, "console-login-list", "Newest logins");
    visit.link("Recordings").click();
    visit.page().getByText("What the provider said").first().click();
    gallery.see(visit, "console-recordings", "Recorded logins");
  }
}
