package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a mapping that fails may fall back on. */
class LastMappedIT extends TokenTables {
  @Test
  void isTheYoungestOfTheIdentityWhateverTheSession() {
    TokenRows rows = new TokenRows(database);
    GrantRepository grants = new GrantRepository(database.relaxed(), database.durable());
    rows.account("lastmapped");
    assertEquals(Optional.empty(), find(grants, "x", "one"));

    Buffer first = session(rows);
    rows.issue(rows.grant(first, "lastmapped", "one"), "openid");
    rows.issue(rows.grant(first, "lastmapped", "two"), "openid");
    rows.sql("UPDATE client_grant SET created_at = now() - interval '2 hours'");
    Buffer second = session(rows);
    rows.issue(rows.grant(second, "lastmapped", "one"), "openid");
    rows.sql(
        "UPDATE client_grant SET claims = '{\"groups\": [\"young\"]}', mapping_versions ="
            + " '{\"m\": \"v2\"}' WHERE session_hash = $1",
        second);

    GrantRepository.Mapped last = find(grants, "x", "one").orElseThrow();
    assertEquals("young", last.claims().getJsonArray("groups").getString(0));
    assertEquals(
        List.of("young"), last.claims().getMap().get("groups"), "a plain list, as shapes want it");
    assertEquals("v2", last.versions().getString("m"));
    assertTrue(find(grants, "x", "two").orElseThrow().at().isBefore(last.at()));
    assertEquals(Optional.empty(), find(grants, "x", "three"), "another client");
    assertEquals(Optional.empty(), find(grants, "y", "one"), "another identity");

    rows.sql("UPDATE client_grant SET revoked_at = now() WHERE session_hash = $1", second);
    assertTrue(find(grants, "x", "one").orElseThrow().at().isBefore(last.at()), "revoked");
    rows.sql("UPDATE session SET ended_at = now() WHERE id_hash = $1", first);
    assertEquals(Optional.empty(), find(grants, "x", "one"), "ended");
  }

  private static Buffer session(TokenRows rows) {
    Buffer session = rows.session("lastmapped");
    rows.sql("UPDATE session SET upstream = 'last' WHERE id_hash = $1", session);
    return session;
  }

  private static Optional<GrantRepository.Mapped> find(
      GrantRepository grants, String sub, String client) {
    return await(grants.lastMapped("last", "https://okta.example", sub, client));
  }
}
