package io.tributary.inventory.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.inventory.app.Scene;
import io.tributary.inventory.page.FormGuard;
import io.tributary.inventory.user.Role;
import io.tributary.platform.http.Browser;
import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every address behind the login, walked from the program's own list: a new one is covered. */
class PermissionsIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, Role> LOCAL =
      Map.of("admin", Role.SUPERUSER, "sam", Role.STAFF, "vic", Role.MEMBER);
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.open();
    scene.sql("INSERT INTO dcim_site (name, slug, status) VALUES ('S', 's', 'active')");
    scene.sql(
        "INSERT INTO dcim_rack (site_id, name, status, u_height) VALUES (1, 'R', 'active', 42)");
    scene.sql(
        "INSERT INTO dcim_device (site_id, name, role, status, u_height)"
            + " VALUES (1, 'D', 'server', 'active', 1)");
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void thereIsSomethingToWalk() {
    assertTrue(endpoints().size() >= 27, endpoints().size() + " endpoints");
    assertTrue(endpoints().stream().anyMatch(each -> each.permission().role() == Role.SUPERUSER));
  }

  @Test
  void nobodyGetsInWithoutALogin() throws Exception {
    for (Endpoint endpoint : endpoints()) {
      HttpResponse<String> answer = send(endpoint, "", "csrf=x");
      if (isPage(endpoint)) {
        assertEquals(302, answer.statusCode(), endpoint.path());
        assertTrue(answer.headers().firstValue("location").orElseThrow().startsWith("/login/"));
      } else {
        assertEquals(403, answer.statusCode(), endpoint.path());
      }
    }
    assertEquals(1, scene.count("dcim_site"));
  }

  @Test
  void everyPageAndFormAsksForItsRole() throws Exception {
    for (Map.Entry<String, Role> person : LOCAL.entrySet()) {
      BrowserCookie cookie = session(scene.local(person.getKey()));
      for (Endpoint endpoint : endpoints()) {
        String form = "csrf=" + FormGuard.token(cookie.value(), path(endpoint)) + "&version=99";
        HttpResponse<String> answer = send(endpoint, cookie.name() + "=" + cookie.value(), form);
        boolean may = person.getValue().compareTo(endpoint.permission().role()) >= 0;
        String what = person.getKey() + " " + endpoint.method() + " " + endpoint.path();
        if (may) {
          assertTrue(
              List.of(200, 409, 422).contains(answer.statusCode()), what + answer.statusCode());
        } else {
          assertEquals(403, answer.statusCode(), what);
          assertTrue(answer.body().contains(endpoint.permission().role().words()), what);
          assertTrue(answer.body().contains(endpoint.permission().label()), what);
        }
      }
    }
    assertEquals(1, scene.count("dcim_site"));
    assertEquals(0, scene.count("object_change"));
  }

  @Test
  void everyFormNeedsItsOwnTokenFromItsOwnPage() throws Exception {
    BrowserCookie cookie = session(scene.local("admin"));
    BrowserCookie other = session(scene.local("admin"));
    String header = cookie.name() + "=" + cookie.value();
    for (Endpoint endpoint : endpoints()) {
      if (isPage(endpoint)) {
        continue;
      }
      String right = FormGuard.token(cookie.value(), path(endpoint));
      for (String token :
          List.of(
              "",
              "x",
              FormGuard.token(other.value(), path(endpoint)),
              FormGuard.token(cookie.value(), "/logout/"),
              right + "x")) {
        assertEquals(
            403,
            send(endpoint, header, "version=1&name=x&csrf=" + token).statusCode(),
            endpoint.path());
      }
      assertEquals(400, send(endpoint, header, "csrf=" + right + "&csrf=" + right).statusCode());
      for (String[] foreign :
          List.of(
              new String[] {"Origin", "https://evil.example"},
              new String[] {"Origin", "null"},
              new String[] {"Sec-Fetch-Site", "cross-site"},
              new String[] {"Sec-Fetch-Site", "same-site"})) {
        assertEquals(
            403,
            send(endpoint, header, "version=1&csrf=" + right, foreign).statusCode(),
            endpoint.path());
      }
    }
    assertEquals(1, scene.count("dcim_site"));
  }

  @Test
  void whatOneMayNotDoIsNotOffered() {
    Page seen = scene.local("vic").open(scene.url("/dcim/sites/1/"));
    assertFalse(seen.body().contains("/edit/") || seen.body().contains("/delete/"));
    assertFalse(seen.body().contains("/users/users/"));
    Page staff = scene.local("sam").open(scene.url("/dcim/sites/1/"));
    assertTrue(staff.body().contains("/dcim/sites/1/edit/"));
    assertFalse(staff.body().contains("/users/users/"));
    assertTrue(scene.local("admin").open(scene.url("/")).body().contains("/users/users/"));
  }

  private static List<Endpoint> endpoints() {
    return scene.inventory().endpoints();
  }

  private static boolean isPage(Endpoint endpoint) {
    return endpoint.method().name().equals("GET");
  }

  private static String path(Endpoint endpoint) {
    return endpoint.path().replace(":id", "1");
  }

  private static HttpResponse<String> send(
      Endpoint endpoint, String cookie, String form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scene.url(path(endpoint))))
            .header("Cookie", cookie.isEmpty() ? "none=1" : cookie);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!isPage(endpoint)) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static BrowserCookie session(Browser browser) {
    return browser.cookies().all().stream()
        .filter(cookie -> cookie.name().startsWith("inventory-session-"))
        .findFirst()
        .orElseThrow();
  }
}
