package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** One person at one browser. It notes what the browser complains of. */
final class Visit implements AutoCloseable {
  /** Chromium writes this for each page with such a status; the tests look at the status itself. */
  private static final Pattern STATUS =
      Pattern.compile("Failed to load resource: the server responded with a status of (\\d+).*");

  private static final String WATCH =
      "document.addEventListener('securitypolicyviolation', event => complain("
          + "`${event.violatedDirective} forbids ${event.blockedURI}`))";

  private final BrowserContext context;
  private final Supplier<Demonstration> demonstration;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final Set<Integer> expected = new TreeSet<>();
  private boolean complaintsExpected;

  Visit(BrowserContext context, Supplier<Demonstration> demonstration) {
    this.context = context;
    this.demonstration = demonstration;
    context.setDefaultTimeout(10_000);
    context.exposeBinding(
        "complain", (source, what) -> complaints.add(source.frame().url() + " " + what[0]));
    context.addInitScript(WATCH);
    page = watched(context.newPage());
  }

  private Page watched(Page tab) {
    tab.onConsoleMessage(message -> hear(tab, message));
    tab.onPageError(error -> complaints.add(tab.url() + " " + error));
    tab.onResponse(this::see);
    return tab;
  }

  private void hear(Page tab, ConsoleMessage message) {
    boolean bad = Set.of("error", "warning", "assert").contains(message.type());
    if (bad && !STATUS.matcher(message.text()).matches()) {
      complaints.add(tab.url() + " " + message.type() + ": " + message.text());
    }
  }

  private void see(Response response) {
    if (response.status() >= 400 && !expected.contains(response.status())) {
      complaints.add(response.url() + " answered " + response.status());
    }
  }

  /** This test is about a page with that status. */
  Visit expect(int status) {
    expected.add(status);
    return this;
  }

  /** This test is about the complaint: it has to come, and is no failure. */
  void awaitComplaint(String words) {
    page.waitForCondition(() -> complaints.stream().anyMatch(text -> text.contains(words)));
    complaintsExpected = true;
  }

  List<String> complaints() {
    return complaintsExpected ? List.of() : complaints;
  }

  BrowserContext context() {
    return context;
  }

  Page page() {
    return page;
  }

  Response open(String url) {
    return page.navigate(url);
  }

  Response inventory(String path) {
    return open(demonstration.get().inventory() + path);
  }

  /** By the beginning of its name: a choice may say more, such as that it was used last time. */
  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Locator heading(String text) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(text));
  }

  /** To the broker's page of choices, the way a user goes. */
  Visit single() {
    inventory("/login/");
    link("Log in with SSO").click();
    return this;
  }

  Visit choose(String upstream) {
    button(upstream).click();
    return this;
  }

  /** Any of our login forms. */
  Visit password(String user, String password, String button) {
    page.getByLabel("User name").fill(user);
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
    return this;
  }

  Visit through(String upstream, String user) {
    return single().choose(upstream).password(user, "demo", "Sign in");
  }

  /** Logs in at the provider with a password, and comes back to that application. */
  Visit at(Provider provider, String application, String user) {
    open(provider.authorize(application, "idp_hint", "local"));
    password(user, "demo", "Sign in");
    assertThat(heading("Back at " + application)).isVisible();
    return this;
  }

  /** Another window of the same browser. */
  Page tab() {
    return watched(context.newPage());
  }

  Visit local(String user) {
    inventory("/login/");
    return password(user, "demo", "Log in");
  }

  /** The inventory shows its first page to this person. */
  void isIn(String name) {
    assertThat(heading("Hello, " + name)).isVisible();
    assertThat(page).hasURL(demonstration.get().inventory() + "/");
  }

  /** What the inventory shows beside the name. */
  List<String> roles() {
    return page.locator(".top .role").allInnerTexts();
  }

  /** Groups as the page of the person's own account lists them. */
  List<String> groups() {
    inventory("/user/profile/");
    return page.locator("dt:text-is('Groups') + dd li").allInnerTexts();
  }

  /** The user name of the account at the inventory. */
  String account() {
    inventory("/user/profile/");
    return page.locator("h1").innerText();
  }

  void logOut() {
    button("Log out").click();
    assertThat(page.getByText("You are signed out.")).isVisible();
  }

  /** As when the inventory's session has ended and the broker's has not. */
  void forgetInventory() {
    context.clearCookies(
        new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("^inventory-.*")));
  }

  void keepForLooking(String test) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(screenshots().resolve("failed-" + test + ".png")));
    System.out.println(test + " ended at " + page.url() + "\n" + page.locator("body").innerText());
    complaints.forEach(System.out::println);
  }

  static Path screenshots() {
    return Demonstration.checkout().resolve("target/screenshots");
  }

  @Override
  public void close() {
    context.close();
  }
}
