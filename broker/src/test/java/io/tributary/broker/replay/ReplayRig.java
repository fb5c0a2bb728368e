package io.tributary.broker.replay;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.account.AccountKeyRepository;
import io.tributary.broker.account.AccountKeys;
import io.tributary.broker.account.LocalAccountList;
import io.tributary.broker.account.LocalAccountRepository;
import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.MappedLogin;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.keys.SealingKeyRepository;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.recording.LoginRecorder;
import io.tributary.broker.recording.RecordingConfig;
import io.tributary.broker.recording.RecordingRepository;
import io.tributary.broker.recording.Recordings;
import io.tributary.broker.recording.Redaction;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People of whom logins are recorded, local accounts, and what compares mappings over them. */
final class ReplayRig implements AutoCloseable {
  static final String GIVES = "return {groups: request.user.groups};";
  static final String US = "https://us.example";
  static final List<String> PRIVILEGED = List.of("superusers", "staff");
  static final Duration LONG = Duration.ofMinutes(5);

  final BrokerDatabase database = new BrokerDatabase();
  final MappingCompiler compiler =
      new MappingCompiler(
          List.of(new RhinoLanguage(), new StarlarkLanguage()),
          Limits.DEFAULT.withTime(Duration.ofSeconds(1)));
  final SealingKeys sealing =
      await(
          SealingKeys.open(
              new SealingKeyRepository(database.durable()),
              KeysFixture.master(7),
              Duration.ofDays(1),
              Clock.systemUTC()));
  final AccountKeys keys =
      new AccountKeys(
          new AccountKeyRepository(database.durable()), sealing.atRest(US, "account-data-key"));
  final RecordingRepository repository = new RecordingRepository(database.relaxed());
  final Recordings recordings = new Recordings(repository, keys, Clock.systemUTC());
  private final PrivilegedRoles privileged =
      new PrivilegedRoles(
          Set.copyOf(PRIVILEGED),
          Map.of("okta", Set.copyOf(PRIVILEGED), "authentik", Set.of("staff")));
  final Mapper mapper = new Mapper(privileged, Duration.ofSeconds(4));
  final ScriptPool pool = new ScriptPool(database.vertx(), "replay", 2);
  private final Log log = Log.to(OutputStream.nullOutputStream(), "test");

  final Replay replay =
      new Replay(
          recordings,
          new LocalAccountList(new LocalAccountRepository(database.durable(), database.relaxed())),
          mapper,
          privileged,
          pool,
          US,
          identity ->
              new Redaction(sealing.stableIds(US, "redaction"))
                  .redacted(identity, this.localRedact));

  /** Claims of local accounts that may not be looked at. */
  Set<String> localRedact = Set.of();

  /** A login to be recorded, of an account that is made where it is not there. */
  record Login(String upstream, String person, String client, Map<String, Object> claims) {
    static Login of(String person, String... groups) {
      return new Login("okta", person, "inventory", Map.of("groups", List.of(groups)));
    }

    Login at(String other) {
      return new Login(upstream, person, other, claims);
    }

    Login through(String other) {
      return new Login(other, person, client, claims);
    }

    Login with(String claim, Object value) {
      Map<String, Object> more = new LinkedHashMap<>(claims);
      more.put(claim, value);
      return new Login(upstream, person, client, more);
    }

    Identity identity() {
      Object groups = claims.getOrDefault("groups", List.of());
      return new Identity(
          upstream,
          "https://" + upstream + ".example",
          person,
          Optional.of(person),
          Optional.ofNullable((String) claims.get("email")),
          true,
          Optional.empty(),
          ((List<?>) groups).stream().map(String.class::cast).toList(),
          ClaimSet.ofValues(claims));
    }
  }

  /** The only one that is told of. */
  static PersonDifference one(ReplayReport report) {
    assertEquals(1, report.details().size(), () -> report.summary());
    return report.details().get(0);
  }

  static Scopes scopes() {
    return Scopes.parse("openid profile email roles groups");
  }

  void record(Login... logins) {
    record(Set.of(), List.of(logins));
  }

  void record(Set<String> redact, List<Login> logins) {
    accounts(logins.stream().map(Login::person).distinct().toList());
    for (int from = 0; from < logins.size(); from += 900) {
      List<Login> some = logins.subList(from, Math.min(logins.size(), from + 900));
      await(database.onAnotherLoop(() -> recorded(redact, some)));
    }
  }

  private void accounts(List<String> names) {
    String[] all = names.toArray(String[]::new);
    database.query(
        "INSERT INTO account (subject, username) SELECT n, n FROM unnest($1::text[]) n"
            + " ON CONFLICT DO NOTHING",
        (Object) all);
    database.query(
        "INSERT INTO username (name_key, subject) SELECT n, n FROM unnest($1::text[]) n"
            + " ON CONFLICT DO NOTHING",
        (Object) all);
  }

  private Future<Void> recorded(Set<String> redact, List<Login> logins) {
    List<RecordingConfig> configs = new ArrayList<>();
    for (String upstream : List.of("okta", "authentik", "local")) {
      configs.add(new RecordingConfig(upstream, "to try", Duration.ofDays(1), 2, redact));
    }
    LoginRecorder recorder =
        new LoginRecorder(
            database.vertx(),
            repository,
            keys,
            new Redaction(sealing.stableIds(US, "redaction")),
            configs,
            new SimpleMeterRegistry(),
            log,
            Clock.systemUTC());
    logins.forEach(
        login ->
            recorder.mapped(
                new MappedLogin(
                    login.identity(),
                    new ClientView(login.client(), List.of()),
                    scopes(),
                    "request",
                    Optional.of(login.person()),
                    new MappingSet(List.of(), 1),
                    new MappedClaims(Map.of(), List.of(), List.of(), false, new Trace()))));
    return recorder.close();
  }

  void email(String name) {
    database.query(
        "UPDATE account SET email = $1 || '@example.com', email_key = $1 || '@example.com',"
            + " email_verified = true WHERE subject = $1",
        name);
  }

  /** An account with a password of ours. */
  void local(String name, String... groups) {
    accounts(List.of(name));
    database.query(
        "INSERT INTO local_credential (subject, hash, claims) VALUES ($1, 'x', '{}'::jsonb)", name);
    for (String group : groups) {
      database.query("INSERT INTO local_group (subject, name) VALUES ($1, $2)", name, group);
    }
  }

  void disable(String name) {
    database.query("UPDATE account SET disabled_at = now() WHERE subject = $1", name);
  }

  Mapping mapping(String name, int order, String language, String script, String more) {
    return compiler.compile(
        new MappingSource(
            name,
            language,
            script,
            "scope: roles\norder: " + order + "\n" + more + "\n",
            Optional.empty()));
  }

  /** The mapping {@code roles} with a script that returns groups. */
  Mapping roles(String script) {
    return mapping("roles", 100, "js", script, "declares: { groups: list of text }");
  }

  /** Groups by the names of others: {@code a=b,c=d}. */
  Mapping renaming(String table) {
    StringBuilder script = new StringBuilder("const t = {");
    for (String pair : table.split(",", -1)) {
      String[] both = pair.split("=", -1);
      script.append("'").append(both[0]).append("':'").append(both[1]).append("',");
    }
    return roles(script + "}; return {groups: groups.map(request.user.groups, t)};");
  }

  static MappingSet set(Mapping... mappings) {
    return new MappingSet(List.of(mappings), 1);
  }

  ReplayReport compare(Mapping live, Mapping next) {
    return compare(set(live), set(next));
  }

  ReplayReport compare(MappingSet live, MappingSet next) {
    return compare(live, next, ReplayScope.everybody(100, LONG), ReplayListener.NONE);
  }

  ReplayReport compare(
      MappingSet live, MappingSet next, ReplayScope scope, ReplayListener listener) {
    return await(
        database.onAnotherLoop(() -> replay.run(new Comparison(live, next), scope, listener)));
  }

  @Override
  public void close() {
    await(pool.close());
    log.close();
    database.close();
  }
}
