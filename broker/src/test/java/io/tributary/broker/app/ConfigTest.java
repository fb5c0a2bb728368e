package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.claims.MappingBudget;
import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.client.ReleaseSettings;
import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.client.TokenSettings.AccessTokenFormat;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.script.Limits;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.protocol.ResponseType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the broker refuses to start with: one line of a good configuration is changed in each row.
 */
class ConfigTest {
  private static final List<String> GOOD =
      List.of(
          /* 1 */ "public_url: http://localhost:8080",
          /* 2 */ "database: { embedded: ./data, name: broker }",
          /* 3 */ "privileged_roles: [superusers, staff]",
          /* 4 */ "upstreams:",
          /* 5 */ "  - name: okta",
          /* 6 */ "    preset: okta",
          /* 7 */ "    issuer: https://okta.example/oauth2/default",
          /* 8 */ "    client_id: tributary",
          /* 9 */ "    client_secret: upstream-secret",
          /* 10 */ "    may_grant: [superusers]",
          /* 11 */ "issuers:",
          /* 12 */ "  - { layout: okta, name: default }",
          /* 13 */ "users:",
          /* 14 */ "  - { username: local, password: demo, demo: true }",
          /* 15 */ "clients:",
          /* 16 */ "  - id: inventory",
          /* 17 */ "    secret: application-secret",
          /* 18 */ "    redirect_uris: [\"https://app.example/cb\"]",
          /* 19 */ "    issuers: [root, default]",
          /* 20 */ "    upstreams: [okta, local]");

  private static BrokerConfig read(List<String> lines) {
    return RunningBroker.read(String.join("\n", lines) + "\n", Map.of());
  }

  /** Line 0: added at the end of the file, which is line 21. */
  private static List<String> changed(int line, String text) {
    List<String> lines = new ArrayList<>(GOOD);
    if (line == 0) {
      lines.add(text);
    } else {
      lines.set(line - 1, text);
    }
    return lines;
  }

  private static List<ConfigProblem> problems(List<String> lines) {
    ConfigException refused = assertThrows(ConfigException.class, () -> read(lines));
    assertFalse(refused.getMessage().contains("-secret"), refused.getMessage());
    return refused.problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1|public_url: http://sso.example|1|http is for localhost only",
        "1|public_url: ftp://localhost|1|http",
        "1|public_url: https://localhost/?x=1|1|remove the query",
        "1|public_url: https://localhost/#f|1|public_url",
        "1|public_url: /sso|1|public_url",
        "1|public_ulr: http://localhost:8080|1|did you mean 'public_url'",
        "2|database: { name: broker }|2|exactly one of",
        "0|signing_algorithms: [RS256, HS256]|21|'HS256' is none of RS256, ES256, PS256, EdDSA",
        "0|signing_algorithms: [none]|21|'none' is none of",
        "0|signing_algorithms: [\"\"]|21|signing_algorithms",
        "0|signing_algorithm: [RS256]|21|did you mean 'signing_algorithms'",
        "0|keys: { publish_before: 14m }|21|publish_before",
        "0|keys: { publish_before: 31d }|21|publish_before",
        "0|keys: { rotate_every: 30m }|21|rotate_every",
        "0|keys: { rotate_every: 1d }|21|cannot be published before",
        "0|keys: { rotate_evry: 90d }|21|did you mean 'rotate_every'",
        "2|database: { embedded: ./data, host: x, name: broker, user: a, password: b }|2|exactly one of",
        "2|database: { host: db.example, name: broker }|2|'user'",
        "2|databse: { embedded: ./data, name: broker }|2|did you mean 'database'",
        "0|audit: { keep: 29d }|21|keep",
        "0|audit: { keep: 3661d }|21|keep",
        "0|audit: { keeps: 400d }|21|did you mean 'keep'",
        "0|administration: { mappings: [admins] }|21|'admins' is not in privileged_roles",
        "0|administration: { traces: superuser }|21|'superuser' is not in privileged_roles",
        "0|administration: { mapping: [superusers] }|21|did you mean 'mappings'",
        "0|administration: [superusers]|21|administration",
        "16|  - id: tributary-console|16|console's own",
        "20|    scopes: [openid, \"tributary:mappings\"]|20|needs resources",
        "20|    scopes: [openid, \"tributary:all\"]|20|none of the API's",
        "0|registration: { policy: open, scopes: [openid, \"tributary:traces\"] }|21|set up here only",
        "3|privileged_roles: [staff]|10|'superusers'",
        "0|recordings: [{ upstream: okta }]|21|purpose",
        "0|recordings: [{ purpose: x }]|21|upstream",
        "0|recordings: [{ upstream: otka, purpose: x }]|21|otka",
        "0|recordings: [{ upstream: okta, purpose: x, keep: 1m }]|21|keep",
        "0|recordings: [{ upstream: okta, purpose: x, keep: 367d }]|21|keep",
        "0|recordings: [{ upstream: okta, purpose: x, last: 0 }]|21|last",
        "0|recordings: [{ upstream: okta, purpose: x, last: 21 }]|21|last",
        "0|recordings: [{ upstream: okta, purpose: x, redacted: [email] }]|21|did you mean 'redact'",
        "0|recordings: [{ upstream: okta, purpose: x }, { upstream: okta, purpose: y }]|21|write one for each",
        "3|privileged_roles: []|10|privileged_roles",
        "5|  - name: Okta|5|lower-case",
        "5|  - name: local|5|'local'",
        "5|  - name: a/b|5|lower-case",
        "6|    preset: otka|6|okta",
        "6|    presett: okta|6|did you mean 'preset'",
        "7|    issuer: http://okta.example/|7|localhost only",
        "7|    issuer: okta|7|issuer",
        "9|    algorithms: [none]|9|'none'",
        "9|    algorithms: [RS265]|9|'RS265'",
        "9|    scopes: [profile]|9|openid",
        "9|    authorization_parameters: [x]|9|name=value",
        "9|    clock_leeway: 1h|9|clock_leeway",
        "10|    may_grant: [admin]|10|'admin'",
        "10|    trusts_email: ['@example.com']|10|domains",
        "10|    trusts_email: ['*.example.com']|10|domains",
        "10|    trusts_email: [example.com, 'a b']|10|domains",
        "12|  - { layout: native, name: default }|12|native",
        "12|  - { layout: okta, name: v1 }|12|reserve",
        "12|  - { layout: okta, name: a/b }|12|name",
        "12|  - { layout: authentik, name: token }|12|reserve",
        "12|  - { layout: keycloak, name: default }|12|layout",
        "14|  - { username: local, password: demo }|14|password",
        "14|  - { username: '', password: demo, demo: true }|14|username",
        "16|  - id: 'two words'|16|letters",
        "17|    public: false|16|secret",
        "17|    secrets: application-secret|17|did you mean 'secret'",
        "17|    secret: short\\n    authentication: client_secret_jwt|17|32 bytes",
        "17|    authentication: client_secret_jwt|16|secret",
        "17|    authentication: private_key_jwt|17|needs jwks or jwks_uri",
        "17|    authentication: tls_client_auth|17|authentication",
        "17|    jwks: '{}'|17|JSON Web Key Set",
        "17|    jwks: '{\"keys\":[]}'|17|no usable key",
        "17|    jwks: '{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}'|17|public keys only",
        "17|    jwks: '{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"AAAA\"}]}'|17|public keys only",
        "17|    jwks_uri: http://app.example/jwks|17|is http",
        "17|    jwks_uri: file:///etc/passwd|17|jwks_uri",
        "17|    jwks_uri: https://app.example/jwks\\n    assertion_algorithm: none|18|'none'",
        "17|    jwks_uri: https://app.example/jwks\\n    assertion_algorithm: HS256|18|'HS256'",
        "20|    assertion_algorithm: RS256|20|remove it",
        "20|    id_token_encryption: { algorithm: RSA-OAEP-256 }|20|needs a key of the client",
        "20|    userinfo_encryption: { algorithm: ECDH-ES }|20|needs a key of the client",
        "20|    id_token_encryption: { algorithm: RSA1_5 }|20|'RSA1_5' is not one of",
        "20|    id_token_encryption: { algorithm: dir }|20|'dir' is not one of",
        "20|    id_token_encryption: { algorithm: ECDH-ES, method: A128GCM }|20|'A128GCM'",
        "20|    id_token_encryption: { method: A256GCM }|20|algorithm",
        "20|    id_token_encryption: ECDH-ES|20|id_token_encryption",
        "20|    userinfo_algorithm: none|20|userinfo_algorithm",
        "20|    userinfo_algorithm: HS256|20|userinfo_algorithm",
        "20|    access_tokens: secret|20|access_tokens",
        "20|    token_lifetime: 25h|20|token_lifetime",
        "20|    id_token_lifetime: 0s|20|id_token_lifetime",
        "20|    sector: https://apps.example/|20|write a host",
        "20|    sector: apps.example:443|20|write a host",
        "20|    sector: 'apps example'|20|write a host",
        "0|outbound: { allow_private: ['10.0.0.0/33'] }|21|'10.0.0.0/33'",
        "0|outbound: { allow_private: ['*'] }|21|'*'",
        "0|outbound: { allow_privat: [] }|21|did you mean 'allow_private'",
        "18|    redirect_uris: [\"https://*.app.example/cb\"]|18|redirect URI",
        "18|    redirect_uris: [\"https://app.example/*\"]|18|redirect URI",
        "18|    redirect_uris: [\"https://app.example/cb#f\"]|18|redirect URI",
        "18|    redirect_uris: [\"https://user@app.example/cb\"]|18|redirect URI",
        "18|    redirect_uris: [\"http://app.example/cb\"]|18|redirect URI",
        "18|    redirect_uris: [\"javascript:alert(1)\"]|18|redirect URI",
        "18|    redirect_uris: [\"data:text/html,x\"]|18|redirect URI",
        "18|    redirect_uris: [\"//app.example/cb\"]|18|redirect URI",
        "18|    redirect_uris: [\"/cb\"]|18|redirect URI",
        "18|    redirect_uris: [\"myapp:/cb\"]|18|redirect URI",
        "18|    redirect_uris: [\"https://app.example/c b\"]|18|redirect URI",
        "18|    redirect_uris: [\"HTTPS:\"]|18|redirect URI",
        "18|    redirect_uris: []|18|redirect_uris",
        "18|    redirect_uri: [\"https://app.example/cb\"]|18|did you mean 'redirect_uris'",
        "19|    issuers: [root, other]|19|'other'",
        "19|    issuers: []|19|issuers",
        "20|    upstreams: [octa]|20|'octa'",
        "20|    post_logout_redirect_uris: [\"javascript:x\"]|20|redirect URI",
        "20|    post_logout_redirect_uris: [\"http://app.example/\"]|20|redirect URI",
        "20|    pkce: maybe|20|pkce",
        "20|    scopes: [profile]|20|openid",
        "20|    grant_types: [password]|20|'password' is not known",
        "20|    grant_types: []|20|at least one",
        "20|    grant_types: [authorization_code, refresh-token]|20|'refresh-token' is not known",
        "20|    grant_types: [refresh_token]|20|authorization_code",
        "20|    grant_types: [client_credentials, refresh_token]|20|authorization_code",
        "20|    scopes: [openid, offline_access]|20|go together",
        "20|    resources: [api]|20|'api'",
        "20|    resources: [inventory]|20|'inventory'",
        "20|    resources: ['https://api.example/#f']|20|fragment",
        "20|    resources: ['https://api example/']|20|absolute URI",
        "20|    introspects: [api]|20|absolute URI",
        "20|    refresh: { idle: 31d }|20|idle",
        "20|    refresh: { grace: 2m }|20|grace",
        "20|    refresh: { absolut: 2d }|20|did you mean 'absolute'",
        "20|    id_token_claims: most|20|id_token_claims",
        "20|    id_token_algorithm: none|20|id_token_algorithm",
        "20|    token_lifetime: 2d|20|token_lifetime",
        "20|    code_lifetime: 1h|20|code_lifetime",
        "0|local_logn: true|21|did you mean 'local_login'",
        "0|sessions: { idle: 2d, absolute: 1d }|21|idle",
        "0|event_loops: 0|21|event_loops",
        "0|mapping_limits: { time: 0ms }|21|time",
        "0|mapping_limits: { time: 2s }|21|time",
        "0|mapping_limits: { steps: 10 }|21|steps",
        "0|mapping_limits: { memory: 8MB }|21|memory",
        "0|mapping_limits: { memory: 1000000000 }|21|memory",
        "0|mapping_limits: { depth: 5000 }|21|depth",
        "0|mapping_limits: { result: 0 }|21|result",
        "0|mapping_limits: { total_time: 10s }|21|total_time",
        "0|mapping_limits: { time: 30ms, total_time: 20ms }|21|less than time",
        "0|mapping_limits: { tests_time: 500ms }|21|tests_time",
        "0|mapping_limits: { tests_time: 11m }|21|tests_time",
        "0|mapping_limits: { stesp: 1000 }|21|did you mean 'steps'",
        "0|look: { accent: red }|21|#rrggbb",
        "0|look: { accent: '#fff}body{x' }|21|#rrggbb",
        "0|management: { port: 99999 }|21|port",
        "0|listen: { hosts: [] }|21|hosts",
        "0|listen: { trusted_proxies: [everywhere] }|21|trusted_proxies",
      })
  void isRefusedAtItsLine(int line, String text, int reported, String words) {
    List<ConfigProblem> problems = problems(changed(line, text.replace("\\n", "\n")));
    assertTrue(
        problems.stream()
            .anyMatch(
                problem ->
                    problem.line() == reported
                        && problem.toString().contains(words == null ? "" : words)),
        problems::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://sso.example:8080", "https://sso.example"})
  void awayFromLoopbackNothingIsPlainAndNobodyIsADemonstration(String publicUrl) {
    List<String> lines = changed(1, "public_url: " + publicUrl);
    lines.set(6, "    issuer: http://localhost:8081/oauth2/default");
    lines.set(17, "    redirect_uris: [\"http://localhost:1/cb\"]");
    String all = problems(lines).toString();
    assertTrue(all.contains("demonstration users"), all);
    assertTrue(all.contains("'http://localhost:8081/oauth2/default' is http"), all);
    assertTrue(all.contains("'http://localhost:1/cb' is http"), all);
  }

  @Test
  void namesStandOnce() {
    List<String> lines = new ArrayList<>(GOOD);
    lines.addAll(
        List.of(
            "  - id: inventory",
            "    secret: other-secret",
            "    redirect_uris: [\"https://b.example/\"]"));
    assertTrue(problems(lines).toString().contains("another client has this id"));
    lines = new ArrayList<>(GOOD);
    lines.addAll(10, GOOD.subList(4, 9));
    assertTrue(problems(lines).toString().contains("another upstream is named so"));
    lines =
        changed(
            12, "  - { layout: okta, name: default }\n  - { layout: authentik, name: default }");
    assertTrue(problems(lines).toString().contains("another issuer is named so"));
    lines = changed(12, "  - { layout: okta, name: root }");
    assertTrue(problems(lines).toString().contains("another issuer is named so"));
    lines =
        changed(
            14,
            "  - { username: a, password: demo, demo: true }\n  - { username: A, password: demo, demo: true }");
    assertTrue(problems(lines).toString().contains("another user has this name"));
  }

  @Test
  void aPublicClientHasNoSecretAndAlwaysUsesPkce() {
    List<String> both = changed(20, "    public: true");
    assertTrue(problems(both).toString().contains("a public client has no secret"));
    List<String> without = changed(17, "    public: true");
    without.add("    pkce: false");
    assertTrue(problems(without).toString().contains("a public client always uses PKCE"));
  }

  /** RFC 6749 §4.4: whoever knows a public client's id could be it. */
  @Test
  void aPublicClientDoesNotActForItself() {
    List<String> open = changed(17, "    public: true");
    open.add("    grant_types: [authorization_code, client_credentials]");
    assertTrue(problems(open).toString().contains("a public client cannot use"));
  }

  @Test
  void whatAClientMayAskForFollowsFromItsGrantTypes() {
    List<String> refreshing = changed(20, "    grant_types: [authorization_code, refresh_token]");
    assertTrue(read(refreshing).clients().get(0).requests().scopes().contains("offline_access"));
    refreshing.add("    scopes: [openid]");
    assertTrue(problems(refreshing).toString().contains("go together"));
    List<String> machine = changed(20, "    grant_types: [client_credentials]");
    machine.remove(17);
    assertEquals(Set.of(), read(machine).clients().get(0).requests().scopes());
  }

  @ParameterizedTest
  @CsvSource({"1,public_url", "7,issuer", "8,client_id", "18,redirect_uris", "5,name", "16,id"})
  void whatIsMissingIsReportedOnce(int line, String key) {
    List<ConfigProblem> problems = problems(changed(line, line == 5 || line == 16 ? "  -" : ""));
    assertEquals(
        1, problems.stream().filter(p -> p.path().endsWith(key)).count(), problems::toString);
  }

  @Test
  void someWayToLogInIsNeeded() {
    List<String> lines = new ArrayList<>(GOOD.subList(0, 3));
    lines.add("local_login: false");
    assertTrue(problems(lines).toString().contains("there is no way to log in"));
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    List<String> lines = changed(1, "public_url: http://sso.example");
    lines.set(9, "    may_grant: [admin]");
    lines.set(11, "  - { layout: okta, name: v1 }");
    lines.set(17, "    redirect_uris: [\"javascript:alert(1)\"]");
    lines.set(19, "    upstreams: [octa]");
    lines.add("colour: blue");
    List<Integer> reported = problems(lines).stream().map(ConfigProblem::line).distinct().toList();
    assertTrue(reported.containsAll(List.of(1, 10, 12, 18, 20, 21)), reported::toString);
  }

  /** Defaults are decisions: a change of one shows here. */
  @Test
  void theLimitsOfMappingsAreThoseWritten() {
    assertEquals(
        new MappingBudget(
            new Limits(Duration.ofMillis(50), 2_000_000, 1 << 20, 300, 2048),
            Duration.ofMillis(70),
            Duration.ofSeconds(5)),
        read(changed(
                0,
                "mapping_limits: { time: 50ms, steps: 2000000, memory: 1048576, depth: 300,"
                    + " result: 2048, total_time: 70ms, tests_time: 5s }"))
            .mappingBudget());
    MappingBudget longer = read(changed(0, "mapping_limits: { time: 100ms }")).mappingBudget();
    assertEquals(Duration.ofMillis(200), longer.total());
    assertEquals(Duration.ofSeconds(30), longer.tests());
    assertEquals(Limits.DEFAULT.withTime(Duration.ofMillis(100)), longer.each());
  }

  @Test
  void everyWrongLimitIsReportedAtOnce() {
    List<ConfigProblem> problems =
        problems(
            changed(
                0,
                "mapping_limits: { time: 2h, steps: 1, memory: 1, depth: 1, result: 1,"
                    + " total_time: 2h, more: 1 }"));
    assertEquals(7, problems.size(), problems::toString);
  }

  @Test
  void defaults() {
    BrokerConfig config =
        read(
            List.of(
                "public_url: http://localhost:8080",
                "database: { embedded: ./data, name: broker }",
                "clients:",
                "  - { id: app, secret: x-secret, redirect_uris: ['https://app.example/cb'] }",
                "upstreams:",
                "  - { name: o, issuer: 'https://o.example', client_id: t }"));
    assertEquals("broker", config.name());
    assertEquals(8080, config.listen().port());
    assertEquals(List.of("localhost"), config.listen().hosts());
    assertEquals("127.0.0.1", config.management().host());
    assertEquals(9080, config.management().port());
    assertEquals(Set.of(), config.privilegedRoles());
    assertEquals(MappingBudget.DEFAULT, config.mappingBudget());
    assertTrue(config.accounts().localLogin());
    assertEquals(Duration.ofHours(8), config.sessions().idle());
    assertEquals(Duration.ofHours(24), config.sessions().absolute());
    var app = config.clients().get(0);
    assertTrue(app.requests().pkceRequired());
    assertFalse(app.requests().consent());
    assertEquals(Set.of("authorization_code"), app.requests().grantTypes());
    assertEquals(Set.of(ResponseType.CODE_FLOW), app.requests().responseTypes());
    assertEquals(OptionalLong.empty(), app.requests().defaultMaxAge());
    assertFalse(app.requests().requireAuthTime());
    assertEquals(ReleaseSettings.STANDARD, app.release());
    assertEquals(new ReleaseSettings(false, Set.of(), false, false), app.release());
    assertEquals(TokenSettings.STANDARD, app.tokens());
    assertEquals(SigningAlgorithm.RS256, app.tokens().idTokenAlgorithm());
    assertEquals(AccessTokenFormat.AT_JWT, app.tokens().accessTokens());
    assertEquals(Duration.ofMinutes(1), app.tokens().codeLifetime());
    assertEquals(Duration.ofMinutes(10), app.tokens().accessTokenLifetime());
    assertEquals(Duration.ofMinutes(10), app.tokens().idTokenLifetime());
    assertEquals(Duration.ofDays(7), app.tokens().refresh().idle());
    assertEquals(Duration.ofDays(30), app.tokens().refresh().absolute());
    assertEquals(Duration.ofSeconds(10), app.tokens().refresh().grace());
    assertEquals(LogoutChannels.NONE, app.logout());
    assertEquals(List.of("root"), app.issuers());
    var upstream = config.upstreams().get(0);
    assertEquals(Set.of(), upstream.mayGrant());
    assertEquals(List.of(), upstream.trustsEmail());
    assertEquals("groups", upstream.groupsClaim());
    assertEquals(URI.create("https://o.example"), upstream.provider().issuer());
    assertFalse(upstream.provider().algorithms().contains("HS256"));
    assertFalse(upstream.provider().algorithms().contains("none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "okta", "authentik"})
  void theDemonstrationsAreGood(String name) {
    Path file = Path.of("../scripts/demo", name + ".yaml");
    assertTrue(Files.isRegularFile(file));
    io.tributary.platform.config.ConfigFile.read(file, Map.of(), BrokerConfig::read);
  }

  /**
   * Whoever only reads what is printed finds the console, and sees there whom a draft would hit.
   */
  @Test
  void theQuickstartLeadsToAConsoleThatNamesPeople() throws IOException {
    String demonstration = Files.readString(Path.of("../scripts/demo/broker.yaml"));
    for (String permission : List.of("mappings", "traces", "recordings")) {
      assertTrue(
          Pattern.compile("administration: .*\\b" + permission + ": \\[superusers\\b")
              .matcher(demonstration)
              .find(),
          permission);
    }
    String printed = Files.readString(Path.of("../scripts/quickstart"));
    assertTrue(printed.contains("$broker_url/console "), "console");
    assertTrue(printed.contains("list --config $demo/broker.yaml"), "configuration");
    assertTrue(Files.readString(Path.of("../README.md")).contains(":8080/console"), "console");
    String mappings = Files.readString(Path.of("docs/mappings.md"));
    assertTrue(mappings.contains("`--config scripts/demo/broker.yaml`"), "configuration");
  }

  /** Discovery offers no more than these two, so nobody can be set to another. */
  @ParameterizedTest
  @ValueSource(strings = {"ECDH-ES+A256KW", "ECDH-ES+A128KW", "RSA1_5", "RSA-OAEP", "dir", "none"})
  void anEncryptionThatWeDoNotOfferIsRefused(String algorithm) {
    String key = "{\"keys\":[]}";
    for (String setting : List.of("id_token_encryption", "userinfo_encryption")) {
      List<String> lines =
          changed(
              20, "    jwks: '" + key + "'\n    " + setting + ": { algorithm: " + algorithm + " }");
      List<ConfigProblem> problems =
          assertThrows(ConfigException.class, () -> read(lines)).problems();
      assertTrue(
          problems.toString().contains("is not one of RSA-OAEP-256, ECDH-ES"), problems::toString);
    }
  }

  /** What no container engine of ours can run is at least a configuration that starts. */
  @Test
  void theConfigurationOfComposeIsGoodAndTellsTheInventory() {
    BrokerConfig compose =
        io.tributary.platform.config.ConfigFile.read(
            Path.of("../scripts/compose/broker.yaml"),
            Map.of(
                "BROKER_DB_PASSWORD", "x",
                "AUTHENTIK_CLIENT_SECRET", "y",
                "INVENTORY_CLIENT_SECRET", "z"),
            BrokerConfig::read);
    BrokerConfig quickstart =
        io.tributary.platform.config.ConfigFile.read(
            Path.of("../scripts/demo/broker.yaml"), Map.of(), BrokerConfig::read);
    assertEquals(
        "http://localhost:8090/oidc/backchannel-logout",
        compose.clients().get(0).logout().backchannel().orElseThrow().uri());
    assertEquals(quickstart.clients().get(0).logout(), compose.clients().get(0).logout());
    assertEquals(
        quickstart.clients().get(0).redirectUris(), compose.clients().get(0).redirectUris());
    assertEquals(quickstart.clients().get(0).release(), compose.clients().get(0).release());
    assertTrue(compose.administration().isOn());
    // Whom the configuration lets in, its one provider can make.
    assertEquals(compose.privilegedRoles(), compose.upstreams().get(0).mayGrant());
    assertEquals(1, compose.recordings().size());
  }

  @Test
  void algorithmsAreThoseWrittenThoseOfClientsAndRs256First() {
    assertEquals(
        List.of("RS256", "ES256", "PS256", "EdDSA"), wires(read(GOOD).signing().algorithms()));
    assertEquals(
        List.of("RS256", "EdDSA"),
        wires(read(changed(0, "signing_algorithms: eddsa")).signing().algorithms()));
    List<String> lines = changed(0, "signing_algorithms: [EdDSA]");
    lines.set(19, "    id_token_algorithm: es256");
    assertEquals(List.of("RS256", "EdDSA", "ES256"), wires(read(lines).signing().algorithms()));
  }

  private static List<String> wires(Set<SigningAlgorithm> algorithms) {
    return algorithms.stream().map(SigningAlgorithm::wire).toList();
  }

  @Test
  void aRetiredKeyIsKeptForTheLongestTokenOfAnyClient() {
    assertEquals(Duration.ofMinutes(10), read(GOOD).signing().schedule().longestToken());
    assertEquals(
        Duration.ofHours(5),
        read(changed(20, "    id_token_lifetime: 5h")).signing().schedule().longestToken());
    assertEquals(
        Duration.ofHours(6),
        read(changed(20, "    token_lifetime: 6h")).signing().schedule().longestToken());
    assertEquals(
        Duration.ofMinutes(10),
        read(changed(20, "    token_lifetime: 1m")).signing().schedule().longestToken(),
        "that of clients that register themselves");
  }
}
