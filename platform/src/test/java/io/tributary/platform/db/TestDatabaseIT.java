package io.tributary.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TestDatabaseIT {
  private static final Schema SCHEMA = new Schema("db/sample", 1);
  private static final Statement INSERT =
      new Statement("sample.insert", "INSERT INTO sample (id, word) VALUES ($1, $2)");
  private static final Statement COUNT =
      new Statement("sample.count", "SELECT count(*) FROM sample");

  @Test
  void twoDatabasesOfOneSchemaShareNoRows(Vertx vertx) throws Exception {
    Database one = Await.result(TestDatabase.open(vertx, SCHEMA));
    Database other = Await.result(TestDatabase.open(vertx, SCHEMA));
    Await.result(one.durable().run(INSERT, io.vertx.sqlclient.Tuple.of(1, "one")));
    assertEquals(1, count(one));
    assertEquals(0, count(other));
    Await.result(one.close());
    Await.result(other.close());
  }

  @Test
  void eachConfigurationNamesAnotherDatabase() {
    assertNotEquals(TestDatabase.config(SCHEMA).name(), TestDatabase.config(SCHEMA).name());
  }

  private static long count(Database database) throws Exception {
    return Await.result(database.relaxed().run(COUNT)).iterator().next().getLong(0);
  }
}
