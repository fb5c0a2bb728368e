package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptPool;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose mappings attack it: whoever is mapped by one of them is denied, and everybody else
 * goes on logging in. When too many wait, the next is told to come again, and nothing of it stays.
 */
class ScriptAttacksIT {
  /** One of each kind; what each language does with all of them is in its {@code AttackTest}. */
  private static final Map<String, String> ATTACKS = attacks();

  /** Runs as long as a mapping may here, and is denied. */
  private static final String SLOW = "slow";

  /** Waiting jobs and threads: what is more than these has no room. */
  private static final int ROOM =
      ScriptPool.LOGIN_QUEUE + Runtime.getRuntime().availableProcessors();

  @TempDir static Path mappings;
  private static World world;
  private static TestApplication inventory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, TestApplication> applications = new HashMap<>();

  private static Map<String, String> attacks() {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put("loop", "for (;;);");
    attacks.put(
        "finally", "try { for (;;); } finally { try { for (;;); } finally { return {}; } }");
    attacks.put("list", "const a = []; for (;;) a[a.length] = [a, a, a, a];");
    attacks.put("text", "let s = 'x'; for (;;) { try { s += s; } catch (e) { s += s; } }");
    attacks.put("repeat", "return {a: 'x'.repeat(1e9)};");
    attacks.put("recursion", "const f = () => [1].map(f); return {a: f()};");
    attacks.put("class", "class A { constructor() { new A(...[1]); } } new A();");
    attacks.put("json", "return {a: JSON.parse('['.repeat(60000))};");
    attacks.put("expression", "return {a: /^(a+)+$/.test('a'.repeat(60).concat('!'))};");
    attacks.put("sort", "return {a: new Array(5e7).sort()};");
    attacks.put("world", "return {a: java.lang.System.exit(1)};");
    attacks.put("shared", "Array.prototype.map = () => ['superusers']; return {groups: 1};");
    attacks.put(
        "result", "let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; return {groups: a};");
    return attacks;
  }

  @BeforeAll
  static void start() throws IOException {
    try (Stream<Path> shipped = Files.list(Path.of(World.mappings()))) {
      for (Path file : shipped.filter(Files::isRegularFile).toList()) {
        Files.copy(file, mappings.resolve(file.getFileName()));
      }
    }
    StringBuilder clients = new StringBuilder();
    ATTACKS.forEach((name, script) -> attacker(name, script, "", clients));
    attacker(SLOW, "for (;;);", "limits: { time: 300ms, steps: 100000000 }\n", clients);
    String yaml = World.UPSTREAMS + World.REST.replace("${MAPPINGS}", "\"" + mappings + "\"");
    world = World.open("", yaml + clients);
    inventory = world.inventory();
  }

  /** A mapping, and a client whose scope turns it on. */
  private static void attacker(String name, String script, String limits, StringBuilder clients) {
    try {
      Files.writeString(mappings.resolve(name + ".js"), script);
      Files.writeString(
          mappings.resolve(name + ".yaml"),
          "scope: attack-"
              + name
              + "\norder: "
              + (200 + clients.length())
              + "\ndeclares: { groups: list of text }\n"
              + limits);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
    clients.append(
        """
          - id: by-%1$s
            secret: a-secret
            redirect_uris: ["http://localhost:1/cb"]
            claims_always: [attack-%1$s]
        """
            .formatted(name));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void everyoneElseLogsInWhileAllAttack() {
    Set<Thread> before = scriptThreads();
    Person person = world.person();
    Person.arrival(person.open(inventory.authorize("idp_hint", "okta"))).code();
    for (int round = 0; round < 3; round++) {
      List<CompletableFuture<HttpResponse<Void>>> running = new ArrayList<>();
      for (String name : ATTACKS.keySet()) {
        running.add(silently(person, "by-" + name));
      }
      // A new person, by the whole way through the upstream.
      var claims = inventory.claims(world.tokens(world.person(), inventory, "okta"));
      assertEquals(new JsonArray().add("superusers").add("Everyone"), claims.getValue("groups"));
      for (CompletableFuture<HttpResponse<Void>> each : running) {
        assertEquals("access_denied", error(each.join()));
      }
    }
    List<String> failed =
        world.broker().log().lines().filter(line -> line.contains("mapping.failed")).toList();
    for (String name : ATTACKS.keySet()) {
      String field = "\"mapping\":\"" + name + "\"";
      assertTrue(
          failed.stream().filter(line -> line.contains(field)).count() >= 3,
          () -> name + " was not what denied: " + failed);
    }
    assertTrue(scriptThreads().containsAll(before), "a script thread has ended");
    assertTrue(before.stream().allMatch(Thread::isAlive), "a script thread has ended");
  }

  @Test
  void whoFindsNoRoomIsToldToComeAgainAndNothingStays() {
    Person person = world.person();
    Person.arrival(person.open(inventory.authorize("idp_hint", "okta"))).code();
    int others = 40;
    List<CompletableFuture<HttpResponse<Void>>> running = new ArrayList<>();
    for (int login = 0; login < ROOM + others; login++) {
      running.add(silently(person, "by-" + SLOW));
    }
    Map<String, Long> errors =
        running.stream()
            .map(each -> error(each.join()))
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    assertEquals(Set.of("access_denied", "temporarily_unavailable"), errors.keySet());
    // A thread that is still waking up has not made its room in the queue yet.
    assertTrue(errors.get("access_denied") >= ScriptPool.LOGIN_QUEUE, errors.toString());

    var claims = inventory.claims(world.tokens(world.person(), inventory, "okta"));
    assertEquals(new JsonArray().add("superusers").add("Everyone"), claims.getValue("groups"));
    assertEquals("access_denied", error(silently(person, "by-" + SLOW).join()));
    String metrics = world.broker().scrape();
    assertTrue(
        metrics.lines().anyMatch(line -> line.matches("broker_pool_tasks\\{.*scripts.*\\} 0\\.0")),
        "jobs are left");
  }

  /** A request that goes no other way than through the mappings: the person is logged in. */
  private CompletableFuture<HttpResponse<Void>> silently(Person person, String client) {
    TestApplication application =
        applications.computeIfAbsent(client, id -> world.application(id, "a-secret"));
    URI uri = application.authorize("prompt", "none", "scope", "openid");
    String cookies =
        person.browser().cookies().all().stream()
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return http.sendAsync(
        HttpRequest.newBuilder(uri).header("cookie", cookies).build(), BodyHandlers.discarding());
  }

  private static String error(HttpResponse<Void> response) {
    String location = response.headers().firstValue("location").orElse("none: " + response);
    return Arrival.of(URI.create(location)).get("error");
  }

  private static Set<Thread> scriptThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("-scripts-"))
        .collect(Collectors.toSet());
  }
}
