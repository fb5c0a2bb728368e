package io.tributary.inventory.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.inventory.pipeline.AccountRefused;
import io.tributary.inventory.pipeline.SsoOutcome;
import io.tributary.inventory.user.User;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told to the provider, and that telling it is bounded. */
class LoginReportsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Log log = Log.to(new ByteArrayOutputStream(), "test");

  private LoginReports reports(Function<String, Future<Boolean>> provider) {
    return new LoginReports(provider, meters, log);
  }

  private double count(String outcome) {
    return meters.get("inventory.login.reports").tag("outcome", outcome).counter().count();
  }

  @Test
  void fewAreUnderWayAndABoundedNumberWaits() {
    Deque<Promise<Boolean>> underWay = new ArrayDeque<>();
    LoginReports reports =
        reports(
            report -> {
              Promise<Boolean> answer = Promise.promise();
              underWay.add(answer);
              return answer.future();
            });
    int all = LoginReports.AT_ONCE + LoginReports.MOST_WAITING + 7;
    for (int i = 0; i < all; i++) {
      reports.add("report " + i);
    }
    assertEquals(LoginReports.AT_ONCE, underWay.size());
    assertEquals(7, count("lost"));
    while (!underWay.isEmpty()) {
      underWay.remove().complete(true);
      assertTrue(underWay.size() <= LoginReports.AT_ONCE);
    }
    assertEquals(all - 7, count("sent"));
  }

  /** A provider that fails at once, or throws, stops nothing. */
  @Test
  void whatFailsIsCountedAndTheNextIsSent() {
    List<String> seen = new ArrayList<>();
    LoginReports reports =
        reports(
            report -> {
              seen.add(report);
              return switch (report) {
                case "throws" -> throw new IllegalStateException("thrown");
                case "fails" -> Future.failedFuture("failed");
                case "unwanted" -> Future.succeededFuture(false);
                default -> Future.succeededFuture(true);
              };
            });
    List.of("throws", "fails", "unwanted", "good").forEach(reports::add);
    assertEquals(List.of("throws", "fails", "unwanted", "good"), seen);
    assertEquals(2, count("lost"));
    assertEquals(1, count("unwanted"));
    assertEquals(1, count("sent"));
  }

  private static User user(String name) {
    return new User(7, name, "", "", "", true, true, false, false, Instant.EPOCH, Optional.empty());
  }

  private static Set<String> groups(int count, String text) {
    return IntStream.range(0, count).mapToObj(i -> text + i).collect(Collectors.toSet());
  }

  @Test
  void whatTheLoginDidIsTold() {
    JsonObject report =
        new JsonObject(
            AccountReport.accepted(
                "sid",
                new SsoOutcome(
                    user("alice"),
                    true,
                    false,
                    Set.of("superusers", "netops"),
                    Set.of("superusers"),
                    Set.of("staff"),
                    List.of("superuser"),
                    List.of("staff"),
                    List.of("username_taken"))));
    assertEquals(
        new JsonObject(
            """
            {"sid":"sid","outcome":"accepted","account":"alice","roles":["superuser"],
             "flags_set":["superuser"],"flags_cleared":["staff"],"groups_joined":["superusers"],
             "groups_left":["staff"],"groups":["netops","superusers"],
             "message":"new account, username_taken"}"""),
        report);
  }

  @Test
  void aDenialSaysWhyInOurWords() {
    JsonObject off = new JsonObject(AccountReport.denied("sid", new AccountRefused()));
    assertEquals("denied", off.getString("outcome"));
    assertEquals("the account is switched off here", off.getString("message"));
    String other =
        AccountReport.denied("sid", new IllegalStateException("password=secret at 10.0.0.1"));
    assertFalse(other.contains("secret"), other);
  }

  /** It must fit into the broker's form, and hold nothing that the broker refuses. */
  @Test
  void hostileNamesAreShortenedAndMadeVisible() {
    Set<String> many = groups(1000, "\u7d44".repeat(140));
    String written =
        AccountReport.accepted(
            "sid",
            new SsoOutcome(
                user("a\u202e\u200b" + "b".repeat(400)),
                false,
                false,
                many,
                many,
                Set.of("\u2028", "\ud83d\ude42"),
                List.of(),
                List.of(),
                List.of()));
    assertTrue(written.length() < 16_000, () -> "is " + written.length());
    assertTrue(URLEncoder.encode(written, StandardCharsets.UTF_8).length() < 60_000);
    JsonObject report = new JsonObject(written);
    assertTrue(report.getString("account").startsWith("a??b"));
    assertEquals(200, report.getString("account").length());
    assertTrue(report.getJsonArray("groups_left").contains("?"));
    assertTrue(report.getJsonArray("groups_left").contains("\ud83d\ude42"));
    assertTrue(report.getJsonArray("groups_joined").size() <= 100);
    assertTrue(report.getString("message").endsWith("names are left out here"));
  }
}
