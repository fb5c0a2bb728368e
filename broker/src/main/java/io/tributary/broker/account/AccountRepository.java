package io.tributary.broker.account;

import io.tributary.platform.db.Durable;
import io.tributary.platform.db.Relaxed;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Accounts and federated identities in the database. Each change is one statement that also writes
 * its audit events; a lost race makes nothing.
 */
public final class AccountRepository {
  /** Somebody else was quicker: with the user name, the address, or the identity itself. */
  private static final String UNIQUE_VIOLATION = "23505";

  private final Durable durable;
  private final Relaxed relaxed;

  public AccountRepository(Durable durable, Relaxed relaxed) {
    this.durable = durable;
    this.relaxed = relaxed;
  }

  Future<Void> notePrivileged(String subject) {
    return durable.run(AccountSql.NOTE_PRIVILEGED, Tuple.of(subject)).mapEmpty();
  }

  Future<Optional<Account>> find(String subject) {
    return relaxed.run(AccountSql.FIND, Tuple.of(subject)).map(AccountRepository::first);
  }

  /** User names that begin so. */
  Future<List<String>> near(String beginning) {
    return relaxed
        .run(AccountSql.NEAR, Tuple.of(beginning))
        .map(rows -> rows.stream().map(row -> row.getString("username")).toList());
  }

  /** A user name counts before a subject: nobody chooses that. */
  Future<Optional<Account>> named(String nameKey, String subject) {
    return relaxed.run(AccountSql.NAMED, Tuple.of(nameKey, subject)).map(AccountRepository::first);
  }

  /**
   * The account of an identity, brought up to date when this login tells something new; {@code
   * disabled} when it may not log in.
   */
  Future<Optional<Account>> recognise(Sighting seen, String requestId) {
    return relaxed
        .run(AccountSql.RECOGNISE, sighting(seen))
        .compose(
            rows ->
                rows.stream().anyMatch(row -> row.getBoolean("changed"))
                    ? update(seen, requestId)
                    : Future.succeededFuture(first(rows)));
  }

  private Future<Optional<Account>> update(Sighting seen, String requestId) {
    Tuple parameters = sighting(seen).addString(requestId);
    // The address may have become another account's in this very moment: look again.
    return retryOnce(() -> durable.run(AccountSql.UPDATE, parameters))
        .map(AccountRepository::first);
  }

  private static Tuple sighting(Sighting seen) {
    return addProfile(key(seen), seen).addBoolean(seen.emailStated());
  }

  /** The account that holds the address of this login as verified. */
  Future<Optional<LinkCandidate>> holder(Sighting seen, Set<String> privilegedNames) {
    Tuple parameters =
        Tuple.of(
            seen.email().map(EmailAddress::key).orElseThrow(),
            privilegedNames.toArray(String[]::new),
            seen.upstream(),
            seen.issuer());
    return durable
        .run(AccountSql.HOLDER, parameters)
        .map(rows -> rows.stream().findFirst().map(AccountRepository::candidate));
  }

  private static LinkCandidate candidate(Row row) {
    return new LinkCandidate(
        row.getString("subject"),
        row.getBoolean("disabled"),
        row.getBoolean("password"),
        row.getBoolean("privileged"),
        row.getBoolean("same_provider"),
        List.of(row.getArrayOfStrings("upstreams")));
  }

  Future<Optional<Account>> link(
      Sighting seen, String subject, Set<String> privilegedNames, String requestId) {
    Tuple parameters =
        key(seen)
            .addString(subject)
            .addString(requestId)
            .addString(seen.email().map(EmailAddress::key).orElseThrow())
            .addArrayOfString(privilegedNames.toArray(String[]::new));
    return durable.run(AccountSql.LINK, parameters).map(AccountRepository::first);
  }

  Future<Optional<Account>> linkProven(Sighting seen, String subject, String requestId) {
    return durable
        .run(AccountSql.LINK_PROVEN, key(seen).addString(subject).addString(requestId))
        .map(AccountRepository::first);
  }

  /**
   * Nothing when the name, the address or the identity was taken in the meantime.
   *
   * @param apart beside the account that holds the address, which was judged to be another person's
   */
  Future<Optional<Account>> create(
      Sighting seen, List<UserName> names, boolean apart, String requestId) {
    Tuple parameters =
        addProfile(key(seen), seen)
            .addString(RandomToken.bits128())
            .addArrayOfString(names.stream().map(UserName::text).toArray(String[]::new))
            .addArrayOfString(names.stream().map(UserName::key).toArray(String[]::new))
            .addString(seen.wanted().text())
            .addString(requestId)
            .addBoolean(apart);
    return durable
        .run(AccountSql.CREATE, parameters)
        .map(AccountRepository::first)
        .recover(
            failure ->
                lostRace(failure)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private static Tuple key(Sighting seen) {
    return Tuple.tuple().addString(seen.upstream()).addString(seen.issuer()).addString(seen.sub());
  }

  private static Tuple addProfile(Tuple parameters, Sighting seen) {
    return parameters
        .addString(seen.name().orElse(null))
        .addString(seen.email().map(EmailAddress::text).orElse(null))
        .addString(seen.email().map(EmailAddress::key).orElse(null))
        .addBoolean(seen.emailVerified());
  }

  private static Future<RowSet<Row>> retryOnce(Supplier<Future<RowSet<Row>>> statement) {
    return statement
        .get()
        .recover(failure -> lostRace(failure) ? statement.get() : Future.failedFuture(failure));
  }

  static boolean lostRace(Throwable failure) {
    return failure instanceof PgException database
        && UNIQUE_VIOLATION.equals(database.getSqlState());
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(AccountRepository::account);
  }

  static Account account(Row row) {
    return new Account(
        row.getString("subject"),
        row.getString("username"),
        Optional.ofNullable(row.getString("email")),
        row.getBoolean("email_verified"),
        Optional.ofNullable(row.getString("name")),
        row.getBoolean("disabled"));
  }
}
