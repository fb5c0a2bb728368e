package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Browser;
import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A person with a browser, on the way to an application that is not really there: hops are followed
 * until there is something to look at, or the application's address is reached.
 */
final class Person {
  private final Browser browser;
  private final List<URI> hops = new ArrayList<>();

  Person(Clock clock) {
    this.browser = new Browser(clock);
  }

  Browser browser() {
    return browser;
  }

  /** Addresses since the last {@link #open}, in order. */
  List<URI> hops() {
    return List.copyOf(hops);
  }

  Page open(URI uri) {
    hops.clear();
    return onward(browser.open(uri));
  }

  Page submit(Form form) {
    return onward(browser.submit(form));
  }

  Page click(Page page, URI link) {
    return onward(browser.click(page, link));
  }

  /** Opens an address and stops before the hop to an address whose path ends so. */
  URI openUntil(URI uri, String pathEnd) {
    Page current = browser.open(uri);
    for (int i = 0; i < 20 && current.isRedirect(); i++) {
      if (current.location().getPath().endsWith(pathEnd)) {
        return current.location();
      }
      current = browser.follow(current);
    }
    throw new AssertionError("never came to " + pathEnd + ", but to " + current);
  }

  /** Follows hops; stops before the application. */
  Page onward(Page page) {
    Page current = page;
    for (int i = 0; i < 20; i++) {
      hops.add(current.uri());
      if (!current.isRedirect() || isApplication(current.location())) {
        return current;
      }
      current = browser.follow(current);
    }
    throw new AssertionError("redirects without end: " + hops);
  }

  /** Test applications live at addresses where nothing listens. */
  private static boolean isApplication(URI uri) {
    return uri.getPort() == 1;
  }

  static Arrival arrival(Page page) {
    assertTrue(page.isRedirect() && isApplication(page.location()), () -> page + " " + page.text());
    return Arrival.of(page.location());
  }

  /** Presses an upstream's button on the choice page. */
  Page choose(Page choice, String upstream) {
    assertEquals(200, choice.status(), choice::text);
    return submit(choice.formTo("/choice").press(upstream));
  }

  /** Fills in the password form. */
  Page password(Page page, String username, String password) {
    Page form = page.text().contains("Password") ? page : click(page, localLink(page));
    return submit(form.formTo("/local").with("username", username).with("password", password));
  }

  private static URI localLink(Page page) {
    return page.links().stream()
        .filter(link -> link.getPath().endsWith("/local"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no local login on " + page.text()));
  }

  Optional<BrowserCookie> session() {
    return browser.cookies().all().stream()
        .filter(cookie -> cookie.name().endsWith("-sso"))
        .findFirst();
  }

  List<BrowserCookie> attempts() {
    return browser.cookies().all().stream()
        .filter(cookie -> cookie.name().contains("-attempt-"))
        .toList();
  }

  /** An error page for a person: readable, with an id for the log, and going nowhere. */
  static void assertFailurePage(Page page, int status, String code, String log) {
    assertEquals(status, page.status(), page::text);
    assertEquals(false, page.isRedirect());
    assertTrue(page.text().contains(code), page::text);
    assertTrue(page.text().contains("give this id to your administrator"), page::text);
    String requestId = page.body().replaceAll("(?s).*<p class=\"id\"><code>([^<]+)</code>.*", "$1");
    assertTrue(
        requestId.length() < 80 && log.contains(requestId), () -> "not in the log: " + requestId);
  }
}
