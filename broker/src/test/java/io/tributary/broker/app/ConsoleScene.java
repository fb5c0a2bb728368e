package io.tributary.broker.app;

import io.tributary.platform.http.BrowserCookie;
import io.tributary.platform.http.Page;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A broker with a console, and an administrator before it. */
abstract class ConsoleScene {
  private static final String ADMINISTRATION =
      """
      administration: { mappings: [superusers], traces: [superusers], recordings: [staff] }
      """;

  static World world;
  Person alice;

  @BeforeAll
  static void open() {
    world = World.open("", World.UPSTREAMS + World.REST + ADMINISTRATION);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void person() {
    alice = world.person();
  }

  @AfterEach
  void next() {
    world.broker().query("UPDATE account SET disabled_at = NULL");
  }

  static URI console(String rest) {
    return world.broker().at("console" + rest);
  }

  Page enter(Person person, String upstream, String rest) {
    Page choice = person.open(console(rest));
    return person.choose(choice, upstream);
  }

  static BrowserCookie cookie(Person person, String purpose) {
    return person.browser().cookies().all().stream()
        .filter(one -> one.name().endsWith("-" + purpose))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + purpose));
  }

  static String pair(BrowserCookie cookie) {
    return cookie.name() + "=" + cookie.value();
  }

  /** The two cookies that open the console together. */
  String cookies() {
    return pair(cookie(alice, "console")) + "; " + pair(cookie(alice, "sso"));
  }
}
