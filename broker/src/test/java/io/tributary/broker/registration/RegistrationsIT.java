package io.tributary.broker.registration;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.client.ClientKeys;
import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.kit.TestClock;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registrations on a real database: tokens spent once, bounds, sectors, statements, ends. */
class RegistrationsIT {
  private static final BrokerDatabase DATABASE = new BrokerDatabase();
  private static final String CALLBACK = "https://app.example/cb";

  private final TestClock clock = new TestClock();
  private final OutboundClient here =
      OutboundClient.create(DATABASE.vertx(), OutboundPolicy.forClients(Addresses.CONFIGURED));
  private final OutboundClient outside =
      OutboundClient.create(DATABASE.vertx(), OutboundPolicy.forClients(Addresses.PUBLIC_ONLY));
  private final RegistrationRules rules =
      new RegistrationRules(
          true,
          Set.of("openid", "email"),
          Set.of("authorization_code", "refresh_token"),
          Set.of(ResponseType.CODE_FLOW),
          Set.of(SigningAlgorithm.RS256),
          Set.of());
  private final RegistrationAssembly assembly =
      new RegistrationAssembly(
          RegistrationRepositories.of(DATABASE.durable(), DATABASE.relaxed()),
          new Reversing(),
          clock);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void empty() {
    DATABASE.query("DELETE FROM registered_client");
    DATABASE.query("DELETE FROM initial_access_token");
  }

  /** Enough to see that what is stored is not the secret. */
  private record Reversing() implements Sealer {
    @Override
    public byte[] seal(byte[] plain, String context) {
      byte[] reversed = new byte[plain.length];
      for (int i = 0; i < plain.length; i++) {
        reversed[i] = plain[plain.length - 1 - i];
      }
      return reversed;
    }

    @Override
    public byte[] open(byte[] sealed, String context) {
      return seal(sealed, context);
    }
  }

  private Registrations registrations(
      RegistrationPolicy policy, int most, Optional<SoftwareStatementConfig> statements) {
    return registrations(policy, most, statements, here);
  }

  private Registrations registrations(
      RegistrationPolicy policy,
      int most,
      Optional<SoftwareStatementConfig> statements,
      OutboundClient outbound) {
    return assembly.registrations(
        new RegistrationConfig(
            policy,
            rules.scopes(),
            rules.grantTypes(),
            most,
            Optional.of(Duration.ofDays(1)),
            statements),
        rules,
        outbound,
        new ClientKeySets(DATABASE.vertx(), here, outside, clock));
  }

  private Registrations open() {
    return registrations(RegistrationPolicy.OPEN, 1000, Optional.empty());
  }

  private static JsonObject metadata() {
    return new JsonObject().put("redirect_uris", new JsonArray().add(CALLBACK));
  }

  private ClientInformation register(JsonObject metadata) {
    return await(open().register(metadata, "root", Optional.empty(), "test"));
  }

  private static void refused(ErrorCode code, Future<?> future) {
    Throwable failure = failure(future);
    assertTrue(failure instanceof OAuthException, failure::toString);
    assertEquals(code, ((OAuthException) failure).code(), failure::toString);
  }

  private static ClientAccess access(ClientInformation client) {
    return new ClientAccess(client.id(), client.accessToken().reveal(), "root");
  }

  @Test
  void aTokenForOneRegistersOneOfFifty() {
    for (int uses : List.of(1, 7)) {
      empty();
      Registrations guarded = registrations(RegistrationPolicy.PROTECTED, 1000, Optional.empty());
      String token =
          await(
                  assembly
                      .administration()
                      .createToken("root", "ci", uses, Duration.ofHours(1), "test"))
              .token()
              .reveal();
      List<Future<ClientInformation>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(
            DATABASE.onAnotherLoop(
                () ->
                    guarded
                        .admit("root", Optional.of(token))
                        .compose(
                            in -> guarded.register(metadata(), "root", Optional.of(token), "t"))));
      }
      await(Future.join(all).transform(done -> Future.succeededFuture()));
      assertEquals(uses, all.stream().filter(Future::succeeded).count());
      assertEquals(uses, DATABASE.count("registered_client"));
      all.stream().filter(Future::failed).forEach(lost -> refused(ErrorCode.INVALID_TOKEN, lost));
    }
  }

  @Test
  void aTokenThatIsSpentExpiredRevokedOrUnknownAdmitsNobody() {
    Registrations guarded = registrations(RegistrationPolicy.PROTECTED, 1000, Optional.empty());
    refused(ErrorCode.INVALID_TOKEN, guarded.admit("root", Optional.empty()));
    refused(ErrorCode.INVALID_TOKEN, guarded.admit("root", Optional.of("x")));
    // Shown where none is needed, it must be good all the same.
    refused(ErrorCode.INVALID_TOKEN, open().admit("root", Optional.of("x")));
    RegistrationAdministration.NewToken made =
        await(assembly.administration().createToken("root", "", 2, Duration.ofHours(1), "test"));
    Optional<String> token = Optional.of(made.token().reveal());
    await(guarded.admit("root", token));
    clock.forward(Duration.ofMinutes(61));
    refused(ErrorCode.INVALID_TOKEN, guarded.admit("root", token));
    refused(ErrorCode.INVALID_TOKEN, guarded.register(metadata(), "root", token, "test"));
    RegistrationAdministration.NewToken other =
        await(assembly.administration().createToken("root", "", 2, Duration.ofHours(1), "test"));
    await(assembly.administration().revokeToken(other.id(), "test"));
    Optional<String> revoked = Optional.of(other.token().reveal());
    refused(ErrorCode.INVALID_TOKEN, guarded.admit("root", revoked));
    refused(ErrorCode.INVALID_TOKEN, guarded.register(metadata(), "root", revoked, "test"));
    assertEquals(0, DATABASE.count("registered_client"));
  }

  @Test
  void metadataThatIsRefusedSpendsNoToken() {
    Registrations guarded = registrations(RegistrationPolicy.PROTECTED, 1000, Optional.empty());
    Optional<String> token =
        Optional.of(
            await(assembly.administration().createToken("root", "", 1, Duration.ofHours(1), "test"))
                .token()
                .reveal());
    refused(
        ErrorCode.INVALID_REDIRECT_URI, guarded.register(new JsonObject(), "root", token, "test"));
    await(guarded.register(metadata(), "root", token, "test"));
  }

  @Test
  void aTokenIsGoodAtOneIssuer() {
    Registrations guarded = registrations(RegistrationPolicy.PROTECTED, 1000, Optional.empty());
    Optional<String> token =
        Optional.of(
            await(assembly.administration().createToken("root", "", 1, Duration.ofHours(1), "test"))
                .token()
                .reveal());
    refused(ErrorCode.INVALID_TOKEN, guarded.admit("other", token));
    refused(ErrorCode.INVALID_TOKEN, guarded.register(metadata(), "other", token, "test"));
    assertEquals(0, DATABASE.count("registered_client"));
    await(guarded.register(metadata(), "root", token, "test"));
  }

  /** A registration that fails spends no token: what we fetch for it is counted all the same. */
  @Test
  void aTokenMakesUsFetchABoundedNumberOfTimes() {
    AtomicInteger fetches = new AtomicInteger();
    HttpServer server =
        await(
            DATABASE
                .vertx()
                .createHttpServer()
                .requestHandler(
                    request -> {
                      fetches.incrementAndGet();
                      request.response().end("[]");
                    })
                .listen(0, "127.0.0.1"));
    Registrations guarded = registrations(RegistrationPolicy.PROTECTED, 1000, Optional.empty());
    Optional<String> token =
        Optional.of(
            await(assembly.administration().createToken("root", "", 1, Duration.ofHours(1), "test"))
                .token()
                .reveal());
    JsonObject sector =
        metadata()
            .put("subject_type", "pairwise")
            .put("sector_identifier_uri", "http://127.0.0.1:" + server.actualPort() + "/");
    // What is wrong without a look costs none.
    refused(
        ErrorCode.INVALID_CLIENT_METADATA,
        guarded.register(sector.copy().put("scope", 7), "root", token, "t"));
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(DATABASE.onAnotherLoop(() -> guarded.register(sector, "root", token, "t")));
    }
    all.forEach(one -> refused(ErrorCode.INVALID_CLIENT_METADATA, one));
    assertEquals(RegistrationAdministration.FETCHES_FOR_EACH, fetches.get());
    await(guarded.register(metadata(), "root", token, "t"));
    await(server.close());
  }

  @Test
  void anOpenDoorClosesWhenThereAreTooMany() {
    Registrations three = registrations(RegistrationPolicy.OPEN, 3, Optional.empty());
    for (int i = 0; i < 3; i++) {
      await(three.register(metadata(), "root", Optional.empty(), "test"));
    }
    refused(
        ErrorCode.TEMPORARILY_UNAVAILABLE,
        three.register(metadata(), "root", Optional.empty(), "test"));
    assertEquals(3, DATABASE.count("registered_client"));
  }

  @Test
  void ofADeletionAndUpdatesTheDeletionWins() {
    ClientInformation client = register(metadata());
    JsonObject change = metadata().put("client_id", client.id()).put("client_name", "New");
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(DATABASE.onAnotherLoop(() -> open().update(access(client), change, "t")));
    }
    all.add(DATABASE.onAnotherLoop(() -> open().delete(access(client), "t")));
    await(Future.join(all).transform(done -> Future.succeededFuture()));
    assertTrue(all.get(20).succeeded());
    assertEquals(0, DATABASE.count("registered_client"));
    refused(ErrorCode.INVALID_TOKEN, open().update(access(client), change, "t"));
    refused(ErrorCode.INVALID_TOKEN, open().delete(access(client), "t"));
  }

  @Test
  void aChangeForgetsWhatPeopleAgreedTo() {
    ClientInformation client = register(metadata());
    DATABASE.query(
        "INSERT INTO client_grant (id, session_hash, client_id, issuer, subject, scopes,"
            + " consented_scopes, claims, mapping_versions, trace_id, expires_at) VALUES"
            + " ('g1', '\\x00', $1, 'i', 's', '{openid}', '{openid}', '{}', '{}', 't', now())",
        client.id());
    await(open().update(access(client), metadata().put("client_id", client.id()), "t"));
    assertEquals(0, DATABASE.count("client_grant WHERE id = 'g1' AND consented_scopes <> '{}'"));
    DATABASE.query("DELETE FROM client_grant");
  }

  @Test
  void registrationsEndAndAreSwept() {
    ClientInformation client = register(metadata());
    RegisteredClients finder =
        assembly.finder(
            rules, io.tributary.platform.ops.Log.to(new java.io.ByteArrayOutputStream(), "t"));
    assertTrue(await(finder.find(client.id())).isPresent());
    assertTrue(await(finder.find("nothing of ours")).isEmpty());
    await(assembly.administration().createToken("root", "", 1, Duration.ofHours(1), "test"));
    clock.forward(Duration.ofDays(2));
    assertTrue(await(finder.find(client.id())).isEmpty());
    refused(ErrorCode.INVALID_TOKEN, open().read(access(client)));
    assertEquals(2, await(assembly.administration().sweep(1000)));
    assertEquals(0, DATABASE.count("registered_client"));
    assertEquals(0, DATABASE.count("initial_access_token"));
  }

  @Test
  void aSecondSecretWorksBesideTheFirstUntilTheFirstIsRetired() {
    ClientInformation client = register(metadata());
    RegisteredClients finder =
        assembly.finder(
            rules, io.tributary.platform.ops.Log.to(new java.io.ByteArrayOutputStream(), "t"));
    await(assembly.administration().addSecret(client.id(), "t", Optional.empty()));
    assertEquals(
        2, await(finder.find(client.id())).orElseThrow().authentication().secrets().size());
    assertTrue(
        failure(assembly.administration().addSecret(client.id(), "t", Optional.empty()))
            .getMessage()
            .contains("two"));
    await(assembly.administration().retireSecret(client.id(), "t"));
    assertEquals(
        1, await(finder.find(client.id())).orElseThrow().authentication().secrets().size());
    assertTrue(
        failure(assembly.administration().retireSecret(client.id(), "t"))
            .getMessage()
            .contains("older"));
  }

  @Test
  void aSectorBelongsToWhoeverItsDocumentLists() {
    List<String> bodies = new ArrayList<>();
    HttpServer server =
        await(
            DATABASE
                .vertx()
                .createHttpServer()
                .requestHandler(
                    request -> {
                      String path = request.path().substring(1);
                      if (path.equals("moved")) {
                        request.response().setStatusCode(302).putHeader("location", "/0").end();
                      } else {
                        request.response().end(bodies.get(Integer.parseInt(path)));
                      }
                    })
                .listen(0, "127.0.0.1"));
    bodies.addAll(
        List.of(
            "[\"" + CALLBACK + "\",\"https://b.example/\"]",
            "[\"https://b.example/\"]",
            "[]",
            "{\"redirect_uris\":[\"" + CALLBACK + "\"]}",
            "\"" + CALLBACK + "\"",
            "nonsense",
            "[" + " ".repeat(70_000) + "\"" + CALLBACK + "\"]"));
    String base = "http://127.0.0.1:" + server.actualPort() + "/";
    JsonObject pairwise = metadata().put("subject_type", "pairwise");
    ClientInformation client = register(pairwise.copy().put("sector_identifier_uri", base + "0"));
    for (String bad : List.of("1", "2", "3", "4", "5", "6", "moved")) {
      refused(
          ErrorCode.INVALID_CLIENT_METADATA,
          open()
              .register(
                  pairwise.copy().put("sector_identifier_uri", base + bad),
                  "root",
                  Optional.empty(),
                  "t"));
      // Judged again whenever it changes.
      refused(
          ErrorCode.INVALID_CLIENT_METADATA,
          open()
              .update(
                  access(client),
                  pairwise
                      .copy()
                      .put("client_id", client.id())
                      .put("sector_identifier_uri", base + bad),
                  "t"));
    }
    // Server-side request forgery: an address that only we can reach is not asked.
    refused(
        ErrorCode.INVALID_CLIENT_METADATA,
        registrations(RegistrationPolicy.OPEN, 1000, Optional.empty(), outside)
            .register(
                pairwise.copy().put("sector_identifier_uri", base + "0"),
                "root",
                Optional.empty(),
                "t"));
    await(server.close());
  }

  @Test
  void aSoftwareStatementWinsAndIsJudgedStrictly() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    ClientKeys keys =
        new ClientKeys(Optional.of(new JWKSet(key.toPublicJWK()).toString()), Optional.empty());
    SoftwareStatementConfig config =
        new SoftwareStatementConfig("https://trust.example", keys, true);
    Registrations trusting = registrations(RegistrationPolicy.OPEN, 1000, Optional.of(config));
    String good = statement(key, "https://trust.example", 60);
    ClientInformation client =
        await(
            trusting.register(
                metadata().put("client_name", "Mine").put("software_statement", good),
                "root",
                Optional.empty(),
                "t"));
    assertEquals("Vouched for", client.metadata().getString("client_name"));
    assertEquals(good, client.metadata().getString("software_statement"));
    refused(
        ErrorCode.UNAPPROVED_SOFTWARE_STATEMENT,
        trusting.register(metadata(), "root", Optional.empty(), "t"));
    refused(
        ErrorCode.UNAPPROVED_SOFTWARE_STATEMENT,
        with(trusting, statement(key, "https://other.example", 60)));
    for (Object bad :
        List.of(
            statement(stranger, "https://trust.example", 60),
            statement(key, "https://trust.example", -120),
            good.substring(0, good.lastIndexOf('.') + 1),
            good + "x",
            "eyJhbGciOiJub25lIn0." + good.split("\\.", -1)[1] + ".",
            "nonsense",
            7)) {
      refused(ErrorCode.INVALID_SOFTWARE_STATEMENT, with(trusting, bad));
    }
  }

  private static Future<?> with(Registrations trusting, Object statement) {
    return trusting.register(
        metadata().put("software_statement", statement), "root", Optional.empty(), "t");
  }

  private String statement(ECKey key, String issuer, long seconds) throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID("1").build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .claim("client_name", "Vouched for")
                .claim("software_id", "4711")
                .expirationTime(Date.from(clock.instant().plusSeconds(seconds)))
                .build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
