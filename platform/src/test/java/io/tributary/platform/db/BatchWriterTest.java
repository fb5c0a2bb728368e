package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.platform.ops.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each row is written once, or told of as lost. */
class BatchWriterTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log = Log.to(logged, "test");
  private final List<Integer> written = new ArrayList<>();
  private int made;

  @AfterEach
  void close() throws Exception {
    log.close();
    Await.result(vertx.close());
  }

  private double lost() {
    return meters.get("broker.row.lost").counter().count();
  }

  private double waiting() {
    return meters.get("broker.row.waiting").gauge().value();
  }

  /** Adds rows and closes in one go, so that closing meets the first statement under way. */
  private void write(int rows, int capacity, Function<List<Integer>, Future<Void>> statement)
      throws Exception {
    CountedLosses losses = new CountedLosses("row", "Rows never written", meters, log);
    Await.result(
        Future.<Void>future(
            done ->
                context.runOnContext(
                    go -> {
                      BatchWriter<Integer> writer =
                          new BatchWriter<>(vertx, capacity, statement, losses);
                      IntStream.range(0, rows).forEach(writer::add);
                      made = rows;
                      writer.close().onComplete(done);
                    })));
  }

  /** Takes a while, as a database does. */
  private Future<Void> slowly(List<Integer> rows) {
    assertEquals(made - written.size(), waiting());
    return vertx.timer(20).map(fired -> written.addAll(rows)).mapEmpty();
  }

  @Test
  void closingWritesWhatWaitsOnceThoughAStatementIsUnderWay() throws Exception {
    write(1_500, 2_000, this::slowly);
    assertEquals(IntStream.range(0, 1_500).boxed().toList(), written);
    assertEquals(0, lost());
    assertEquals(0, waiting());
  }

  @Test
  void aRowThatTheDatabaseRefusesIsLostWithoutTheOthers() throws Exception {
    write(
        5,
        10,
        rows ->
            rows.contains(3)
                ? Future.failedFuture(new IllegalStateException())
                : Future.succeededFuture(written.addAll(rows)).mapEmpty());
    assertEquals(List.of(0, 1, 2, 4), written);
    assertEquals(1, lost());
    assertEquals(0, waiting());
  }

  @Test
  void whatDoesNotFitAndWhatTheDatabaseDoesNotTakeAtTheEndIsCountedAndLogged() throws Exception {
    write(8, 5, rows -> Future.failedFuture(new DatabaseUnavailable("away", null)));
    assertEquals(8, lost());
    assertEquals(0, waiting());
    log.flush();
    String text = logged.toString(StandardCharsets.UTF_8);
    assertEquals(4, text.split("\"event\":\"row.lost\"", -1).length - 1, text);
    assertEquals(1, text.split("\"rows\":5", -1).length - 1, text);
  }
}
