package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;

import io.tributary.broker.app.Broker;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.TestDatabase;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests on the tables of this package, with a database for each class. */
abstract class TokenTables {
  static Vertx vertx;
  static Database database;

  @BeforeAll
  static void openDatabase() {
    vertx = Vertx.vertx();
    database = await(TestDatabase.open(vertx, Broker.SCHEMA));
  }

  @AfterAll
  static void closeDatabase() {
    await(database.close());
    await(vertx.close());
  }
}
