package io.tributary.platform.db;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** The other process of the tests: opens a database, writes one durable row, waits. */
final class ServingChild {
  private ServingChild() {}

  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    EmbeddedServers servers = EmbeddedKit.servers(Path.of(arguments[0]), true);
    DatabaseConfig config = EmbeddedKit.embedded(Path.of(arguments[1]), arguments[2]);
    int code = 0;
    try {
      Database database = EmbeddedKit.open(vertx, config, servers);
      int id = (int) ProcessHandle.current().pid();
      Await.result(database.durable().run(EmbeddedKit.INSERT, Tuple.of(id, "child")));
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // the test closes our input when we shall end
      }
      Await.result(database.close());
    } catch (ExecutionException e) {
      boolean sentence = e.getCause() instanceof StartupException;
      System.out.println((sentence ? "refused: " : "failed: ") + e.getCause().getMessage());
      code = 1;
    }
    servers.close();
    System.exit(code);
  }
}
