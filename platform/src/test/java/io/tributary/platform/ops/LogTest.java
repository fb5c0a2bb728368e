package io.tributary.platform.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = Log.to(out, "broker");

  private List<JsonObject> lines() {
    log.close();
    return out.toString(StandardCharsets.UTF_8).lines().map(JsonObject::new).toList();
  }

  private JsonObject only() {
    List<JsonObject> lines = lines();
    assertEquals(1, lines.size(), lines.toString());
    return lines.get(0);
  }

  @Test
  void anEventIsOneLineOfJson() {
    log.warn("login.refused")
        .request("r1")
        .with("client", "app")
        .with("count", 3)
        .with("ok", false)
        .with("absent", null)
        .with("groups", List.of("a", "b"))
        .write();
    JsonObject line = only();
    assertTrue(line.getString("ts").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
    line.remove("ts");
    assertEquals(
        "{\"level\":\"warn\",\"service\":\"broker\",\"event\":\"login.refused\",\"request_id\":\"r1\","
            + "\"client\":\"app\",\"count\":3,\"ok\":false,\"groups\":[\"a\",\"b\"]}",
        line.encode());
  }

  @Test
  void nothingIsWrittenBeforeWrite() {
    LogEntry unfinished = log.info("never.written").with("a", "b");
    assertTrue(lines().isEmpty(), unfinished.getClass().getName());
  }

  @Test
  void outsideTextCannotForgeALineOrSteerATerminal() {
    String hostile = "a\n{\"event\":\"forged\"}\r\u001b[2J\u0000\u007f\u009b\u2028\u202e\ufeff\"\\";
    log.info("a.b").with(hostile, hostile).write();
    log.close();
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count());
    assertTrue(text.strip().chars().allMatch(c -> c >= 0x20 && c < 0x7f), text);
    assertEquals(hostile, new JsonObject(text).getString(hostile));
  }

  @Test
  void anyTextIsValidJsonAndComesBack() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      int c = random.nextInt(0x10ffff);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : random.nextBoolean() ? c : c % 0x300);
    }
    String sent = text.substring(0, Math.min(text.length(), 999));
    String whole = Character.isHighSurrogate(sent.charAt(sent.length() - 1)) ? sent + "." : sent;
    log.info("a.b").with("text", whole).write();
    assertEquals(whole, only().getString("text"));
  }

  @Test
  void longTextIsCutWithoutBreakingACharacter() {
    log.info("a.b").with("text", "a" + "𝄞".repeat(5000)).write();
    String text = only().getString("text");
    assertTrue(text.length() <= 1002, "length " + text.length());
    assertTrue(text.endsWith("𝄞…"), text.substring(990));
  }

  @Test
  void aHalfCharacterDoesNotBreakTheLine() {
    log.info("a.b").with("text", "x\ud834").write();
    assertEquals("x\ud834", only().getString("text"));
  }

  @Test
  void fieldsCannotReplaceOurOwn() {
    log.info("a.b").with("level", "error").with("event", "x.y").write();
    JsonObject line = only();
    assertEquals("info", line.getString("level"));
    assertEquals("a.b", line.getString("event"));
    assertEquals("error", line.getString("level_"));
  }

  @Test
  void causesAreShownInOrderAndLoopsEnd() {
    Exception inner = new Exception("inner");
    Exception outer = new IllegalStateException("outer", inner);
    inner.initCause(new Exception("round", outer));
    log.error("a.b").cause(outer).write();
    List<?> causes = only().getJsonArray("cause").getList();
    assertEquals(5, causes.size());
    JsonObject first =
        new JsonObject(String.valueOf(new JsonObject().put("c", causes.get(0)).getJsonObject("c")));
    assertEquals("java.lang.IllegalStateException", first.getString("class"));
    assertEquals("outer", first.getString("message"));
    assertTrue(first.getJsonArray("at").getString(0).contains("LogTest.causesAreShownInOrder"));
    assertTrue(first.getJsonArray("at").size() <= 6);
  }

  @Test
  void severalServicesShareAStreamAndOnlyTheFirstClosesIt() {
    Log second = log.named("okta");
    second.info("a.b").write();
    second.close();
    log.info("c.d").write();
    List<JsonObject> lines = lines();
    assertEquals(
        List.of("okta", "broker"), lines.stream().map(l -> l.getString("service")).toList());
  }

  @Test
  @Timeout(30)
  void aStalledStreamDropsAndTellsHowMuch() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    Log stalled = Log.to(new StalledStream(release, taken), "broker");
    int sent = LogWriter.MAX_LINES * 2;
    for (int i = 0; i < sent; i++) {
      stalled.info("a.b").with("i", i).write(); // returns although nobody reads
    }
    long dropped = stalled.dropped();
    assertTrue(dropped > 0 && dropped < sent, "dropped " + dropped);
    release.countDown();
    stalled.flush();
    stalled.info("after.stall").write();
    stalled.close();
    List<JsonObject> lines =
        taken.toString(StandardCharsets.UTF_8).lines().map(JsonObject::new).toList();
    long told =
        lines.stream()
            .filter(l -> l.getString("event").equals("log.dropped"))
            .mapToLong(l -> l.getLong("count"))
            .sum();
    assertEquals(dropped, told);
    assertEquals(
        sent - dropped, lines.stream().filter(l -> l.getString("event").equals("a.b")).count());
    assertEquals("after.stall", lines.get(lines.size() - 1).getString("event"));
  }

  @Test
  @Timeout(30)
  void theQueueIsBoundedInCharactersToo() {
    CountDownLatch release = new CountDownLatch(1);
    Log stalled = Log.to(new StalledStream(release, new ByteArrayOutputStream()), "broker");
    LogEntry big = stalled.info("a.b");
    for (int i = 0; i < 40; i++) {
      big.with("f" + i, "x".repeat(1000));
    }
    for (int i = 0; i < 1000; i++) {
      big.write();
    }
    assertTrue(stalled.dropped() > 1000 - LogWriter.MAX_CHARACTERS / 40_000 - 110);
    release.countDown();
    stalled.close();
  }

  @Test
  void aBrokenStreamIsCountedAndSurvived() {
    Log broken =
        Log.to(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            },
            "broker");
    broken.info("a.b").write();
    broken.flush();
    broken.info("c.d").write();
    broken.close();
    assertTrue(broken.dropped() >= 2);
  }

  @Test
  void closeLeavesNoThreadAndLaterEventsDoNoHarm() {
    log.info("a.b").write();
    log.close();
    log.info("too.late").write();
    log.close();
    assertEquals(1, log.dropped());
    assertEquals(1, out.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void recordsOfLibrariesBecomeEvents() {
    LogHandler handler = new LogHandler(log, Level.WARNING);
    LogRecord record = new LogRecord(Level.SEVERE, "failed {0}\n{1}");
    record.setLoggerName("io.vertx.x");
    record.setParameters(new Object[] {"a", new Unprintable()});
    record.setThrown(new IllegalStateException("why"));
    handler.publish(record);
    handler.publish(new LogRecord(Level.INFO, "too small"));
    handler.close();
    JsonObject line = only();
    assertEquals("library.reported", line.getString("event"));
    assertEquals("error", line.getString("level"));
    assertEquals("io.vertx.x", line.getString("logger"));
    assertTrue(line.getString("message").startsWith("failed "));
    assertFalse(line.getJsonArray("cause").isEmpty());
  }

  private static final class Unprintable {
    @Override
    public String toString() {
      throw new IllegalStateException("cannot print");
    }
  }

  /** Takes nothing before it is released. */
  private static final class StalledStream extends OutputStream {
    private final CountDownLatch release;
    private final ByteArrayOutputStream taken;

    StalledStream(CountDownLatch release, ByteArrayOutputStream taken) {
      this.release = release;
      this.taken = taken;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      taken.write(bytes, from, length);
    }
  }
}
