package io.tributary.platform.http;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test browser itself. */
class BrowserIT {
  private static final String PAGE =
      """
      <form action="/send?x=1" method="post"><input type=hidden name="csrf" value="a&amp;b">
      <input name='user' value="&#x41;"><input type="checkbox" name="off" value="1">
      <textarea name="note">n &lt;</textarea>
      <select name="s"><option value="1">one<option value="2" selected>two</select>
      <button name="choice" value="okta">Log in with <b>Okta</b></button>
      <input type="submit" value="Plain"></form>
      <a href="/next?a=1&amp;b=2">next</a>
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Browser browser = new Browser();
  private int port;
  private int otherPort;

  @BeforeEach
  void start() {
    port =
        await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"))
            .actualPort();
    otherPort =
        await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"))
            .actualPort();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/page" -> request.response().end(PAGE);
      case "/guarded" ->
          request
              .response()
              .putHeader("content-security-policy", "default-src 'self'; form-action 'self'")
              .end(PAGE);
      case "/silent" -> request.response().putHeader("referrer-policy", "no-referrer").end(PAGE);
      case "/discreet" -> request.response().putHeader("referrer-policy", "same-origin").end(PAGE);
      case "/going" ->
          request
              .response()
              .end(
                  "<meta http-equiv=\"refresh\" content=\"0;url=http://127.0.0.1:"
                      + otherPort
                      + "/echo?a=1&amp;b=2\">");
      case "/send" ->
          request
              .response()
              .setStatusCode(303)
              .putHeader("location", "http://127.0.0.1:" + otherPort + "/away")
              .end();
      case "/away" ->
          request
              .response()
              .setStatusCode(302)
              .putHeader("location", "http://localhost:" + port + "/echo")
              .end();
      default ->
          request
              .response()
              .end(request.getHeader("sec-fetch-site") + " " + request.getHeader("origin"));
    }
  }

  private Page open(String path) {
    return browser.open("http://localhost:" + port + path);
  }

  @Test
  void readsForms() {
    Form form = open("/page").form();
    assertEquals("POST", form.method());
    assertEquals(
        "/send?x=1", form.action().toString().substring(form.action().toString().indexOf("/send")));
    assertEquals(Map.of("csrf", "a&b", "user", "A", "note", "n <", "s", "2"), form.fields());
    assertEquals(
        List.of("Log in with Okta", "Plain"),
        form.buttons().stream().map(Form.Button::label).toList());
    assertEquals("okta", form.press("Okta").value("choice").orElseThrow());
    assertEquals(
        "/next?a=1&b=2", open("/page").links().get(0).toString().replaceFirst(".*(?=/next)", ""));
  }

  @Test
  void goesOneHopAtATimeAndTellsWhereItComesFrom() {
    Page sent = browser.submit(open("/page").form());
    assertTrue(sent.isRedirect());
    Page away = browser.follow(sent);
    assertEquals("127.0.0.1", away.uri().getHost());
    assertEquals("cross-site null", browser.follow(away).body());
    assertEquals("none null", open("/echo").body());
  }

  @Test
  void holdsFormActionAgainstRedirectsToo() {
    Page sent = browser.submit(open("/guarded").form());
    assertThrows(AssertionError.class, () -> browser.followAll(sent));
    browser.followAll(browser.submit(open("/page").form()));
  }

  @Test
  void takesAPageThatGoesOnForAHopThatEndsTheForm() {
    Page guarded = open("/guarded");
    Page going =
        browser.submit(
            new Form(guarded, guarded.uri().resolve("/going"), "POST", Map.of(), List.of()));
    assertTrue(going.isRedirect() && going.goesOn());
    assertEquals("a=1&b=2", going.location().getQuery());
    assertEquals("cross-site null", browser.follow(going).body());
  }

  /**
   * Fetch: such a page's forms say "null" even to its own site, where a guard would refuse them.
   */
  @Test
  void tellsNoOriginForAPageWhosePolicyHidesIt() {
    assertEquals("same-origin null", echoed("/silent", "localhost", port));
    assertEquals("same-origin http://localhost:" + port, echoed("/discreet", "localhost", port));
    assertEquals("cross-site null", echoed("/discreet", "127.0.0.1", otherPort));
    assertEquals("cross-site http://localhost:" + port, echoed("/page", "127.0.0.1", otherPort));
  }

  private String echoed(String page, String host, int to) {
    Page from = open(page);
    URI action = URI.create("http://" + host + ":" + to + "/echo");
    return browser.submit(new Form(from, action, "POST", Map.of(), List.of())).body();
  }
}
