package io.tributary.broker.app;

import static io.tributary.broker.app.TokenCalls.access;
import static io.tributary.broker.app.TokenCalls.introspect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an operation reads does not grow with what is stored. PostgreSQL keeps the plan of a
 * prepared statement as long as its connection; on a new installation that plan is made while the
 * tables are empty, where every index looks as good as the key. The test's server analyses nothing
 * by itself, so a plan that reads a whole index stays and shows.
 */
class RowsReadIT {
  private static final int LOGINS = 60;

  /**
   * Of an index that is asked by key: two rows of one key, and one more that a change left behind.
   */
  private static final long ROWS_OF_A_KEY = 3;

  private static final String CLIENT =
      """
        - id: reader
          secret: reader-secret
          grant_types: [authorization_code, refresh_token]
          redirect_uris: ["http://localhost:1/cb"]
      """;
  private static final String INDEXES =
      """
      SELECT relname, indexrelname, idx_scan, idx_tup_read FROM pg_stat_user_indexes
      WHERE relname IN ('account', 'authorization_code', 'client_grant', 'federated_identity',
        'refresh_family', 'revoked_token', 'session', 'spent_attempt')
      """;
  private static final String TABLES =
      """
      SELECT relname, seq_tup_read FROM pg_stat_user_tables
      WHERE relname IN ('account', 'authorization_code', 'client_grant', 'federated_identity',
        'refresh_family', 'revoked_token', 'session', 'spent_attempt')
      """;

  private static World world;
  private static TestApplication reader;

  @BeforeAll
  static void start() {
    world = World.open("", World.UPSTREAMS + World.REST + CLIENT);
    reader = world.application("reader", "reader-secret");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static void everything() {
    Person person = world.person();
    JsonObject tokens =
        reader.tokens(world.login(person, reader, "scope", "openid offline_access").code());
    reader.claims(tokens);
    introspect(reader, access(tokens));
    assertEquals(200, TokenCalls.refresh(reader, tokens.getString("refresh_token")).statusCode());
    assertTrue(Person.arrival(person.open(reader.authorize("prompt", "none"))).code() != null);
  }

  @Test
  void anOperationReadsByKeyAlsoOnANewInstallation() throws InterruptedException {
    for (int i = 0; i < LOGINS; i++) {
      everything();
    }
    // A connection tells its figures at the end of a statement, once a second.
    Thread.sleep(1100);
    everything();

    List<Row> indexes = world.broker().query(INDEXES);
    Map<String, Long> scans =
        indexes.stream()
            .collect(
                Collectors.toMap(
                    row -> row.getString("indexrelname"), row -> row.getLong("idx_scan")));
    for (String used : List.of("session_pkey", "client_grant_pkey", "authorization_code_pkey")) {
      assertTrue(scans.get(used) >= LOGINS / 2, () -> used + " " + scans);
    }
    for (Row index : indexes) {
      long bound = ROWS_OF_A_KEY * index.getLong("idx_scan");
      assertTrue(index.getLong("idx_tup_read") <= bound, () -> index.deepToString());
    }
    for (Row table : world.broker().query(TABLES)) {
      assertTrue(table.getLong("seq_tup_read") <= 10 * LOGINS, () -> table.deepToString());
    }
  }
}
