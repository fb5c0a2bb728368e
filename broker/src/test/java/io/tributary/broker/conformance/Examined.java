package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.platform.http.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Each test with new browsers for the suite's clients, at one broker for the class. */
abstract class Examined {
  static ExaminedBroker broker;

  final Examiner first = Examiner.first(broker);
  final Examiner second = Examiner.second(broker);

  @BeforeAll
  static void start() {
    broker = ExaminedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void cookiesWereGood() {
    assertEquals(List.of(), first.browser().cookies().rejected());
  }

  /** What the suite wants a picture of: a page that says what is wrong and goes nowhere. */
  static void assertErrorPage(Page page, String says) {
    assertEquals(400, page.status(), page::text);
    assertEquals(false, page.isRedirect());
    assertEquals(true, page.contentType().startsWith("text/html"), page::contentType);
    assertEquals(true, page.text().contains(says), page::text);
  }
}
