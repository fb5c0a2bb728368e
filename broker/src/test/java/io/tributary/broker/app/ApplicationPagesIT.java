package io.tributary.broker.app;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Page;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people are shown of an application, and how a login begins again at it. */
class ApplicationPagesIT {
  private static final AtomicInteger FETCHES = new AtomicInteger();
  private static final String LINKED =
      """
        - id: linked
          name: Linked application
          secret: linked-secret
          redirect_uris: ["http://localhost:1/cb"]
          initiate_login_uri: "https://linked.example/start?from=broker"
          client_uri: "https://linked.example/"
          consent: true
      registration: { policy: open }
      outbound: { allow_private: [localhost] }
      """;

  private static Vertx site;
  private static String published;
  private static World world;

  @BeforeAll
  static void open() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB), "png", png);
    site = Vertx.vertx();
    int port =
        await(
                site.createHttpServer()
                    .requestHandler(
                        request -> {
                          FETCHES.incrementAndGet();
                          request.response().end(Buffer.buffer(png.toByteArray()));
                        })
                    .listen(0, "localhost"))
            .actualPort();
    published = "http://localhost:" + port + "/logo.png";
    world = World.open("", World.UPSTREAMS + World.REST + LINKED);
  }

  @AfterAll
  static void close() {
    world.close();
    await(site.close());
  }

  private final RegistrationCalls calls = new RegistrationCalls(world.broker());

  private TestApplication registered(Object... changes) {
    JsonObject client = calls.register(RegistrationCalls.metadata(changes));
    return world.application(client.getString("client_id"), client.getString("client_secret"));
  }

  private static HttpResponse<byte[]> get(URI uri) {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<URI> pictures(Page page) {
    return Pattern.compile("<img src=\"([^\"]+)\"")
        .matcher(page.body())
        .results()
        .map(found -> page.uri().resolve(found.group(1)))
        .toList();
  }

  @Test
  @Plays(value = "oidcc-registration-logo-uri", in = Profile.DYNAMIC)
  @Proves({"REGISTRATION-2", "REGISTRATION-8.1"})
  void theLogoIsShownByUsAndFetchedOnce() {
    int before = FETCHES.get();
    TestApplication app = registered("client_name", "With a logo", "logo_uri", published);
    Person person = world.person();
    Page choice = person.open(app.authorize());
    assertEquals(1, pictures(choice).size(), choice::body);
    URI logo = pictures(choice).get(0);
    assertEquals(world.broker().config().publicUrl().getPort(), logo.getPort());
    assertFalse(choice.body().contains(published), "browsers never go to the client for it");
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> picture = get(logo);
      assertEquals(200, picture.statusCode());
      assertEquals("image/png", picture.headers().firstValue("content-type").orElse(""));
      assertEquals("nosniff", picture.headers().firstValue("x-content-type-options").orElse(""));
      assertEquals(
          "default-src 'none'",
          String.join("|", picture.headers().allValues("content-security-policy")));
      assertTrue(picture.headers().firstValue("cache-control").orElse("").startsWith("private"));
      assertEquals("PNG", new String(picture.body(), 1, 3, StandardCharsets.US_ASCII));
    }
    assertEquals(1, FETCHES.get() - before);
    Page local = person.click(choice, local(choice));
    assertEquals(List.of(logo), pictures(local));
    Page consent =
        person.submit(local.formTo("/local").with("username", "local").with("password", "demo"));
    assertEquals(List.of(logo), pictures(consent));
  }

  private static URI local(Page choice) {
    return choice.links().stream()
        .filter(link -> link.getPath().endsWith("/local"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDeletedClientTakesItsLogoAlong() {
    JsonObject client = calls.register(RegistrationCalls.metadata("logo_uri", published));
    URI logo = world.broker().at("logos/" + client.getString("client_id"));
    assertEquals(200, get(logo).statusCode());
    assertEquals(204, calls.delete(client).statusCode());
    assertEquals(404, get(logo).statusCode());
    assertEquals(
        0, world.broker().count("client_logo WHERE client_id = $1", client.getString("client_id")));
  }

  @Test
  void aLogoThatIsChangedIsFetchedAnew() {
    JsonObject client = calls.register(RegistrationCalls.metadata("logo_uri", published));
    URI logo = world.broker().at("logos/" + client.getString("client_id"));
    assertEquals(200, get(logo).statusCode());
    int before = FETCHES.get();
    world.clock().advance(Duration.ofMinutes(1));
    calls.update(
        client,
        RegistrationCalls.metadata(
            "client_id", client.getString("client_id"), "logo_uri", published + "?2"));
    assertEquals(200, get(logo).statusCode());
    assertEquals(1, FETCHES.get() - before);
  }

  @Test
  void whoHasNoLogoIsNotThere() {
    for (String id :
        List.of("nobody", "inventory", "..%2f..", "%00", "AAAAAAAAAAAAAAAAAAAAAA", "a%20b")) {
      HttpResponse<byte[]> answer = get(world.broker().at("logos/" + id));
      assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, id);
      assertFalse(answer.headers().firstValue("cache-control").orElse("").contains("max-age"), id);
    }
    Page plain = world.person().open(world.inventory().authorize());
    assertEquals(List.of(), pictures(plain));
  }

  @Test
  @Plays(
      value = {"oidcc-registration-policy-uri", "oidcc-registration-tos-uri"},
      in = Profile.DYNAMIC)
  @Proves("REGISTRATION-2")
  void policyAndTermsAreLinkedWhereverSomebodyDecides() {
    TestApplication app =
        registered(
            "policy_uri", "https://app.example/policy", "tos_uri", "https://app.example/terms");
    Person person = world.person();
    Page choice = person.open(app.authorize());
    Page local = person.click(choice, local(choice));
    Page consent =
        person.submit(local.formTo("/local").with("username", "local").with("password", "demo"));
    for (Page page : List.of(choice, local, consent)) {
      for (String address : List.of("https://app.example/policy", "https://app.example/terms")) {
        assertTrue(
            page.body().contains("<a href=\"" + address + "\" rel=\"noreferrer noopener\">"),
            page::body);
      }
    }
  }

  @Test
  void addressesThatAreNotHttpsAreNoLinks() {
    for (String address :
        List.of("javascript:alert(1)", "data:text/html,x", "http://app.example/", "//x.example")) {
      for (String member : List.of("policy_uri", "tos_uri", "client_uri", "logo_uri")) {
        assertEquals(
            400,
            calls.attempt(RegistrationCalls.metadata(member, address), "").statusCode(),
            member + " " + address);
      }
    }
    // Allowed at registration on this machine, but not shown.
    String plain = "http://localhost:1/policy";
    Page page = world.person().open(registered("policy_uri", plain).authorize());
    assertFalse(page.body().contains(plain), page::body);
  }

  /** RFC 7591 §5: a name can lie; where the person is sent cannot. */
  @Test
  @Proves("REGISTRATION-9.1")
  void whoRegisteredItselfIsMarkedWithItsHost() {
    Person person = world.person();
    Page consent =
        person.open(
            registered("client_name", "<b>Bank</b>\"><script>alert(1)</script>")
                .authorize("idp_hint", "okta"));
    assertTrue(consent.text().contains("registered itself"), consent::text);
    assertTrue(consent.body().contains("<strong><bdi>localhost</bdi></strong>"), consent::body);
    assertFalse(consent.body().contains("<script") || consent.body().contains("<b>Bank"));
    Page known =
        world
            .person()
            .open(world.application("linked", "linked-secret").authorize("idp_hint", "okta"));
    assertTrue(known.text().contains("Linked application"), known::text);
    assertFalse(known.text().contains("registered itself"), known::text);
  }

  private static String issuer() {
    return URLEncoder.encode(
        world.broker().config().publicUrl().toString(), StandardCharsets.UTF_8);
  }

  private static String start() {
    return "https://linked.example/start?from=broker&amp;iss=" + issuer();
  }

  @Test
  @Plays(value = "oidcc-3rd_party-init-login-nohttps", in = Profile.THIRD_PARTY_LOGIN)
  @Proves({"OIDCC-4", "REGISTRATION-2"})
  void aLoginIsInitiatedOverHttpsOnly() {
    for (String address :
        List.of("http://app.example/start", "http://localhost:1/start", "javascript:alert(1)")) {
      assertEquals(
          400,
          calls.attempt(RegistrationCalls.metadata("initiate_login_uri", address), "").statusCode(),
          address);
    }
  }

  @Test
  @Plays(value = "oidcc-3rd_party-init-login", in = Profile.THIRD_PARTY_LOGIN)
  @Proves("OIDCC-4")
  void theFrontPageListsApplicationsThatCanBeStartedFromIt() {
    TestApplication app =
        registered("client_name", "Own start", "initiate_login_uri", "https://app.example/start");
    Person person = world.person();
    assertFalse(person.open(world.broker().at("")).body().contains("app.example"));
    Page consent = person.open(app.authorize("idp_hint", "okta"));
    Person.arrival(person.submit(consent.formTo("/consent").press("Allow")));
    world.login(person, world.inventory());
    Page home = person.open(world.broker().at("?target_link_uri=https://evil.example/&iss=x"));
    assertTrue(
        home.body().contains("href=\"https://app.example/start?iss=" + issuer() + "\""),
        home::body);
    assertFalse(home.body().contains("Network inventory"), "it has no such address");
    assertFalse(home.body().contains("evil.example"), home::body);
    // What the application then does: an ordinary request, which the session answers.
    Person.arrival(person.open(app.authorize())).code();
    assertFalse(
        world.person().open(world.broker().at("")).body().contains("app.example"),
        "of this session only");
  }

  @Test
  @Proves("OIDCC-4")
  void anExpiredLoginLeadsBackToItsApplicationWhileItIsKnown() {
    Person person = world.person();
    TestApplication app = world.application("linked", "linked-secret");
    Page choice = person.open(app.authorize("target_link_uri", "https://evil.example/"));
    // Shown again a little later: the browser keeps it longer than it counts.
    world.clock().advance(Duration.ofMinutes(9));
    Page local = person.click(choice, local(choice));
    world.clock().advance(Duration.ofMinutes(5));
    Page over = person.open(URI.create(local.uri() + "?target_link_uri=https://evil.example/"));
    assertEquals(400, over.status());
    assertTrue(over.text().contains("This login is over"), over::text);
    assertTrue(over.body().contains("href=\"" + start() + "\""), over::body);
    assertFalse(over.body().contains("evil.example"), over::body);
    // In a browser that does not know the attempt it is nobody's.
    Page unknown = world.person().open(local.uri());
    assertTrue(unknown.text().contains("This login is over"), unknown::text);
    assertFalse(unknown.body().contains("linked.example"), unknown::body);
  }
}
