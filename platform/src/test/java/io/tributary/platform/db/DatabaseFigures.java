package io.tributary.platform.db;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Tuple;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints what the database costs on this machine; run by hand, asserted by nobody: start without
 * and with kept data, and the processor time of one pipelined SELECT by primary key.
 */
final class DatabaseFigures {
  private static final Statement SELECT =
      new Statement("sample.find", "SELECT word FROM sample WHERE id = $1");

  private DatabaseFigures() {}

  public static void main(String[] arguments) throws Exception {
    try {
      measure(arguments);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1); // Vert.x would keep the process alive
    }
  }

  private static void measure(String[] arguments) throws Exception {
    Path root = TestDatabase.reachableFolder("tributary-figures-");
    boolean nativeTransport = arguments.length > 0 && arguments[0].equals("native");
    VertxOptions options =
        new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(nativeTransport);
    Vertx vertx = Vertx.vertx(options);
    DatabaseConfig config = EmbeddedKit.embedded(root.resolve("data"), "figures");
    for (String start : new String[] {"empty folder", "kept data", "kept data again"}) {
      EmbeddedServers servers = EmbeddedKit.servers(root, true);
      long before = System.nanoTime();
      Database database = EmbeddedKit.open(vertx, config, servers);
      Await.result(database.ping());
      print("open, %s: %d ms", start, (System.nanoTime() - before) / 1_000_000);
      if (start.equals("kept data again")) {
        selects(vertx, database);
      }
      before = System.nanoTime();
      Await.result(database.close());
      print("close: %d ms", (System.nanoTime() - before) / 1_000_000);
    }
    Await.result(vertx.close());
    FileTree.delete(root);
  }

  private static void selects(Vertx vertx, Database database) throws Exception {
    Await.result(database.durable().run(EmbeddedKit.INSERT, Tuple.of(1, "one")));
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int many = 100_000;
    for (int round = 0; round < 4; round++) {
      long cpu = system.getProcessCpuTime();
      long before = System.nanoTime();
      Promise<Void> done = Promise.promise();
      vertx.runOnContext(nothing -> lanes(database, many / 32).onComplete(done));
      Await.result(done.future());
      print(
          "32 lanes: %.1f us CPU of ours per SELECT, %.0f SELECTs a second",
          (system.getProcessCpuTime() - cpu) / 1e3 / many,
          many * 1e9 / (System.nanoTime() - before));
    }
  }

  private static Future<Void> lanes(Database database, int each) {
    Future<Void> all = Future.succeededFuture();
    for (int lane = 0; lane < 32; lane++) {
      Promise<Void> end = Promise.promise();
      step(database, each, end);
      Future<Void> before = all;
      all = end.future().compose(nothing -> before);
    }
    return all;
  }

  private static void step(Database database, int left, Promise<Void> end) {
    if (left == 0) {
      end.complete();
      return;
    }
    database
        .relaxed()
        .run(SELECT, Tuple.of(1))
        .onComplete(row -> step(database, left - 1, end), end::fail);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
