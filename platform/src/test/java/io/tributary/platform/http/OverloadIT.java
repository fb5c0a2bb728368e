package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.RawConnection.Response;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A loop that has more to do than it can: what it lets in, what it refuses, and how it recovers.
 */
class OverloadIT {
  private static final int LOOPS = 1;
  private static final int BURST = new Admission(LOOPS).burst();
  private static final int REQUESTS = BURST + 60;
  private static final int WORK_MILLIS = 10;

  private final CountDownLatch hold = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);
  private final AtomicLong behind = new AtomicLong();
  private final ConcurrentLinkedQueue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
  private final List<RawConnection> open = new ArrayList<>();
  private final RunningWebServer running =
      new RunningWebServer(
          RunningWebServer.config(10_000),
          RunningWebServer.PATIENT,
          LOOPS,
          this::routes,
          new Crowding(behind::get, path -> path.startsWith("/begin")));

  private void routes(Router router) {
    router
        .get("/hold")
        .handler(
            context -> {
              held.countDown();
              await(hold); // what no code of ours may do: that is the point
              context.response().end();
            });
    router
        .route("/begin/work")
        .handler(
            context -> {
              pause();
              unanswered.add(() -> context.response().end("done"));
            });
    router.get("/end").handler(context -> context.response().end("ended"));
  }

  @AfterEach
  void stop() throws IOException {
    hold.countDown();
    for (RawConnection connection : open) {
      connection.close();
    }
    running.close();
  }

  private RawConnection connected() throws IOException {
    RawConnection connection = new RawConnection(running.port);
    open.add(connection);
    assertEquals(200, get(connection, "/hello").status());
    return connection;
  }

  private static Response get(RawConnection connection, String path) throws IOException {
    return connection.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").response();
  }

  private void answerAll() {
    running.vertx.runOnContext(
        go -> {
          unanswered.forEach(Runnable::run);
          unanswered.clear();
        });
  }

  @Test
  void whatWaitedInItsSocketBehindAHeldLoopIsRefusedAndTheLoopRecovers() throws Exception {
    List<RawConnection> people = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      people.add(connected());
    }
    RawConnection holder = connected();
    holder.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
    await(held);
    for (RawConnection one : people) {
      one.send("GET /begin/work HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    hold.countDown();
    for (int i = 0; i < 2000 && unanswered.size() + rejected() < REQUESTS; i++) {
      Thread.sleep(10);
    }
    long refused = rejected();
    assertEquals(REQUESTS, unanswered.size() + refused, "all were looked at");
    assertTrue(unanswered.size() >= BURST, "a burst is let in");
    assertTrue(refused > 0, "what comes after it is not");
    assertEquals(200, holder.response().status());
    answerAll();
    long turnedAway = 0;
    for (RawConnection one : people) {
      Response answer = one.response();
      if (answer.status() == 503) {
        turnedAway++;
        assertEquals("1", answer.header("Retry-After").orElseThrow());
        assertTrue(answer.header("X-Request-ID").isPresent());
        assertTrue(answer.header("Content-Security-Policy").isPresent());
      } else {
        assertEquals("done", answer.body());
      }
    }
    assertEquals(refused, turnedAway);
    // The same connections go on, those of the refused too.
    for (RawConnection one : people) {
      assertEquals("hello", get(one, "/hello").body());
    }
    long lines = running.log().lines().filter(line -> line.contains("\"status\":503")).count();
    assertEquals(0, lines, "a line for each refusal would make it worse");
  }

  private long rejected() {
    return running
        .metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith("http_server_rejected_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  @Test
  void whatEndsSomethingIsLetInLonger() throws Exception {
    crowd();
    behind.set(Admission.PATIENT_NANOS);
    assertEquals(503, get(opened(), "/begin/work").status());
    assertEquals("ended", get(opened(), "/end").body());
    // Two seconds without a request would have ended it.
    behind.set(TimeUnit.HOURS.toNanos(1));
    assertEquals(503, get(opened(), "/begin/work").status());
    behind.set(Admission.PATIENT_NANOS + 1);
    assertEquals(503, get(opened(), "/end").status());
    behind.set(0);
    assertEquals("ended", get(opened(), "/end").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 70000\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 10\r\nExpect: 100-continue\r\n",
        "Content-Length: 0\r\nHost: b\r\n"
      })
  void whatCannotBeIgnoredIsNotReadAndEndsItsConnection(String headers) throws Exception {
    crowd();
    RawConnection sender = opened();
    Response answer =
        sender.send("POST /begin/work HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n").response();
    assertEquals(503, answer.status());
    assertEquals("1", answer.header("Retry-After").orElseThrow());
    assertTrue(sender.closed());
  }

  @Test
  void aShortBodyComesForNothingAndItsConnectionIsKept() throws Exception {
    crowd();
    RawConnection sender = opened();
    String head = "POST /begin/work HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n";
    assertEquals(503, sender.send(head + "a=").response().status());
    behind.set(0);
    // The rest is body, whatever it looks like.
    sender.send("GET /begin/work HTTP/1.1\r\n\r\n");
    assertEquals("ended", get(sender, "/end").body());
  }

  @Test
  void aFewAreLetInHoweverLongTheyWait() throws Exception {
    behind.set(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < Admission.FEW; i++) {
      opened().send("GET /begin/work HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    awaitUnderWay(Admission.FEW);
    answerAll();
    for (RawConnection one : open) {
      assertEquals("done", one.response().body());
    }
    assertFalse(running.metrics.scrape().contains("http_server_rejected_total 1"));
  }

  /** As many as a burst may have are under way, and whatever comes now would wait. */
  private void crowd() throws Exception {
    behind.set(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < BURST; i++) {
      opened().send("GET /begin/work HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    awaitUnderWay(BURST);
    assertEquals(503, get(opened(), "/begin/work").status());
  }

  /** A connection on which nothing was asked yet. */
  private RawConnection opened() throws IOException {
    RawConnection connection = new RawConnection(running.port);
    open.add(connection);
    return connection;
  }

  private void awaitUnderWay(int wanted) throws InterruptedException {
    for (int i = 0; i < 2000 && unanswered.size() < wanted; i++) {
      Thread.sleep(10);
    }
    assertEquals(wanted, unanswered.size());
  }

  private static void pause() {
    try {
      Thread.sleep(WORK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
