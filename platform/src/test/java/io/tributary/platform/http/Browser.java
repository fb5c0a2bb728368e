package io.tributary.platform.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A browser of one person, for tests: it goes one hop at a time, so that a test sees every
 * redirect, and keeps the rules that browsers keep: cookies by path, host (ports share them),
 * Secure, SameSite and expiry; {@code Origin} and {@code Sec-Fetch-Site}; {@code form-action} of
 * the page on a form and on the redirects after it.
 *
 * <p>Not for several threads. Blocks its caller.
 */
public final class Browser {
  private static final int MAX_HOPS = 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final CookieJar cookies;
  private final Optional<String> forwardedFor;

  public Browser() {
    this(Clock.systemUTC());
  }

  /** Cookies expire by this clock. */
  public Browser(Clock clock) {
    this(clock, Optional.empty());
  }

  private Browser(Clock clock, Optional<String> forwardedFor) {
    this.cookies = new CookieJar(clock);
    this.forwardedFor = forwardedFor;
  }

  /** A browser at an address, behind a proxy that says so in {@code X-Forwarded-For}. */
  public static Browser at(String address) {
    return new Browser(Clock.systemUTC(), Optional.of(address));
  }

  public CookieJar cookies() {
    return cookies;
  }

  /** As typed into the address bar: belongs to no other site. */
  public Page open(URI uri) {
    return send("GET", uri, "", Navigation.typed());
  }

  public Page open(String uri) {
    return open(URI.create(uri));
  }

  /** As a click on a link of the page. */
  public Page click(Page from, URI uri) {
    return send("GET", uri, "", Navigation.from(from, Optional.empty()));
  }

  /** Sends a form of a page, from that page's site. */
  public Page submit(Form form) {
    Page page = form.page();
    Navigation navigation =
        Navigation.from(
            page, FormAction.of(page.uri(), page.headers().allValues("content-security-policy")));
    if (form.method().equals("GET")) {
      String base = form.action().toString().replaceFirst("[?#].*$", "");
      return send("GET", URI.create(base + "?" + form.encoded()), "", navigation);
    }
    return send("POST", form.action(), form.encoded(), navigation);
  }

  /** One hop: the redirect that the page is. */
  public Page follow(Page redirect) {
    if (redirect.status() == 307 || redirect.status() == 308) {
      throw new AssertionError("a redirect that repeats a form: " + redirect);
    }
    Navigation navigation =
        redirect.goesOn() ? Navigation.from(redirect, Optional.empty()) : redirect.navigation();
    return send("GET", redirect.location(), "", navigation);
  }

  /** A page of another site that this browser has open: its forms and links come from there. */
  public Page foreign(URI at, String html) {
    return new Page(
        at, 200, HttpHeaders.of(Map.of(), (name, value) -> true), html, Navigation.typed());
  }

  /** Follows redirects until there is something to look at. */
  public Page followAll(Page page) {
    Page current = page;
    for (int hop = 0; current.isRedirect(); hop++) {
      if (hop == MAX_HOPS) {
        throw new AssertionError("redirects without end, last " + current);
      }
      current = follow(current);
    }
    return current;
  }

  private Page send(String method, URI uri, String body, Navigation started) {
    Navigation navigation = started.to(uri);
    if (navigation.formAction().filter(policy -> !policy.allows(uri)).isPresent()) {
      throw new AssertionError("form-action " + navigation.formAction().get() + " forbids " + uri);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutFragment(uri))
            .timeout(Duration.ofSeconds(30))
            .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("sec-fetch-site", navigation.relation())
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document");
    forwardedFor.ifPresent(address -> request.header("x-forwarded-for", address));
    if (method.equals("POST")) {
      request.POST(BodyPublishers.ofString(body));
      request.header("content-type", "application/x-www-form-urlencoded");
      navigation.origin().ifPresent(origin -> request.header("origin", origin));
    }
    cookies
        .header(uri, navigation.isSameSite(), method)
        .ifPresent(header -> request.header("cookie", header));
    HttpResponse<String> response = exchange(request.build());
    response.headers().allValues("set-cookie").forEach(cookie -> cookies.store(uri, cookie));
    return new Page(uri, response.statusCode(), response.headers(), response.body(), navigation);
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static URI withoutFragment(URI uri) {
    return URI.create(uri.toString().replaceFirst("#.*$", ""));
  }
}
