package io.tributary.inventory.login;

import io.tributary.inventory.page.LocalPath;
import io.tributary.platform.db.Database;
import io.tributary.platform.db.Statement;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.relyingparty.PendingLogin;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * Logins that are at the provider just now, kept here and bound to the browser by its login cookie;
 * each is taken once. Several tabs have one each. The number for one address is bounded, because
 * anybody can begin one.
 */
public final class PendingLoginRepository {
  private static final int MOST_PER_ADDRESS = 200;
  private static final Statement KEEP =
      new Statement(
          "pending_login.keep",
          """
          INSERT INTO pending_login (state_hash, browser_hash, address, pending, next, expires_at)
          SELECT $1, $2, $3, $4, $5, now() + interval '10 minutes'
          WHERE (SELECT count(*) FROM pending_login WHERE address = $3 AND expires_at > now()) < $6
          RETURNING state_hash
          """);

  /** Only the browser that began it takes it: another one's attempt leaves it in place. */
  private static final Statement TAKE =
      new Statement(
          "pending_login.take",
          """
          DELETE FROM pending_login
          WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > now()
          RETURNING pending, next
          """);

  private static final Statement SWEEP =
      new Statement("pending_login.sweep", "DELETE FROM pending_login WHERE expires_at < now()");

  private final Database database;

  public PendingLoginRepository(Database database) {
    this.database = database;
  }

  /** A login come back: what we kept of it. */
  public record Taken(PendingLogin pending, LocalPath next) {}

  /** False when too many logins are under way from this address. */
  public Future<Boolean> keep(
      PendingLogin pending, LocalPath next, String browser, String address) {
    return database
        .relaxed()
        .run(
            KEEP,
            Tuple.of(
                hash(pending.state()),
                hash(browser),
                address,
                pending.toJson(),
                next.value(),
                MOST_PER_ADDRESS))
        .map(rows -> rows.size() == 1);
  }

  /** Takes it for good; nothing when there is none of this state and browser. */
  public Future<Optional<Taken>> take(String state, String browser) {
    return database
        .durable()
        .run(TAKE, Tuple.of(hash(state), hash(browser)))
        .map(
            rows -> {
              var all = rows.iterator();
              if (!all.hasNext()) {
                return Optional.empty();
              }
              var row = all.next();
              return Optional.of(
                  new Taken(
                      PendingLogin.fromJson(row.getJsonObject("pending")),
                      LocalPath.parse(row.getString("next")).orElse(LocalPath.HOME)));
            });
  }

  public Future<Void> sweep() {
    return database.relaxed().run(SWEEP).mapEmpty();
  }

  private static Buffer hash(String value) {
    return Buffer.buffer(Digests.sha256(value));
  }
}
