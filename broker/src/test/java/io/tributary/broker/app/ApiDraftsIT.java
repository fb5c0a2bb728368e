package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API of drafts: saved, tried, compared, published and taken back. */
class ApiDraftsIT extends ApiScene {
  @Test
  void aClientDraftsPublishesAndGoesBack() {
    String name = "/mappings/first";
    problem(call("GET", name, ci, ""), 404, "not_found");
    HttpResponse<String> saved = call("PUT", name + "/draft", ci, TEXTS.formatted(1));
    String version = done(saved).getString("version");
    assertEquals("\"" + version + "\"", saved.headers().firstValue("etag").orElse(""));
    assertEquals("client:ci", done(call("GET", name + "/draft", ci, "")).getString("author"));
    problem(call("POST", name + "/publish", ci, "{}"), 428, "precondition_required");
    problem(call("POST", name + "/publish", ci, "{\"expect\":\"AAAAAAAAAAAA\"}"), 409, "conflict");
    problem(
        call("POST", name + "/publish", ci, "", "if-match", "\"AAAAAAAAAAAA\""), 412, "conflict");
    JsonObject published =
        done(call("POST", name + "/publish", ci, "", "if-match", "\"" + version + "\""));
    assertEquals(version, published.getString("version"));
    assertEquals("return { nickname: 'x1' };", done(call("GET", name, ci, "")).getString("script"));
    JsonArray all = done(call("GET", "/mappings", ci, "")).getJsonArray("mappings");
    assertTrue(
        all.stream()
            .map(JsonObject.class::cast)
            .anyMatch(one -> version.equals(one.getString("live")) && one.getBoolean("enabled")),
        all::encode);
    problem(
        call("POST", name + "/rollback", ci, "{\"message\":\"wrong\",\"expect\":\"AAAAAAAAAAAA\"}"),
        409,
        "conflict");
    done(
        call(
            "POST",
            name + "/rollback",
            ci,
            "{\"message\":\"wrong\",\"expect\":\"" + version + "\"}"));
    problem(call("GET", name, ci, ""), 404, "not_found");
    assertEquals(2, done(call("GET", name + "/history", ci, "")).getJsonArray("history").size());
  }

  @Test
  void ofTwoWhoPublishAtOnceOneHasAConflict() throws Exception {
    String version =
        done(call("PUT", "/mappings/race/draft", ci, TEXTS.formatted(2))).getString("version");
    HttpRequest publish =
        HttpRequest.newBuilder(URI.create(api() + "/mappings/race/publish"))
            .header("authorization", "Bearer " + ci)
            .header("if-match", "\"" + version + "\"")
            .POST(BodyPublishers.noBody())
            .build();
    List<CompletableFuture<HttpResponse<String>>> both =
        Stream.of(1, 2).map(i -> HTTP.sendAsync(publish, BodyHandlers.ofString())).toList();
    List<Integer> statuses =
        both.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).sorted().toList();
    assertEquals(List.of(200, 412), statuses);
    assertEquals(1, world.broker().count("mapping_publication WHERE name = 'race'"));
  }

  /** A role can be named after anything that a draft reads. */
  @Test
  void aDraftTellsNothingOfRecordingsByTheNamesOfItsRoles() {
    done(
        call(
            "PUT",
            "/mappings/leak/draft",
            ci,
            new JsonObject()
                .put("language", "js")
                .put("script", "return { roles: ['leak-' + request.user.name] };")
                .put(
                    "settings",
                    "scope: [roles, profile]\norder: 7777\ndeclares: { roles: list of text }\n")
                .put("message", "A role")
                .encode()));
    try {
      JsonObject diff = done(call("POST", "/mappings/leak/diff", ci, "{}"));
      assertEquals(1, diff.getJsonObject("gained").getInteger("others"), diff::encode);
      assertFalse(diff.encode().contains("leak-"), diff::encode);
    } finally {
      done(call("DELETE", "/mappings/leak/draft", ci, ""));
    }
  }

  /** Who may see mappings learns how many; who they are is a recording. */
  @Test
  void whomADraftHitsIsToldByNameOnlyToWhoReadsRecordings() {
    done(
        call(
            "PUT",
            "/mappings/nick/draft",
            ci,
            TEXTS.formatted(5).replace("profile", "[roles, profile]")));
    try {
      JsonObject diff = done(call("POST", "/mappings/nick/diff", ci, "{}"));
      assertEquals(1, diff.getJsonObject("outcomes").getInteger("changed"), diff::encode);
      assertTrue(diff.containsKey("people") && diff.getValue("people") == null, diff::encode);
      assertFalse(diff.encode().contains("Local Person"), diff::encode);
      problem(call("POST", "/mappings/nick/diff", ci, "{\"limit\":1001}"), 400, "malformed");
      problem(call("POST", "/mappings/none/diff", ci, "{}"), 404, "not_found");
    } finally {
      done(call("DELETE", "/mappings/nick/draft", ci, ""));
    }
  }

  @Test
  void whatADraftWouldDoIsToldLineByLine() {
    done(
        call(
            "PUT",
            "/mappings/lines/draft",
            ci,
            TEXTS.formatted(6).replace("profile", "[roles, profile]")));
    try {
      HttpResponse<String> answer =
          call("POST", "/mappings/lines/diff", ci, "{}", "accept", "application/x-ndjson");
      assertEquals(200, answer.statusCode(), answer::body);
      assertEquals("application/x-ndjson", answer.headers().firstValue("content-type").orElse(""));
      assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
      List<JsonObject> lines = answer.body().lines().map(JsonObject::new).toList();
      assertEquals("progress", lines.get(0).getString("type"));
      assertEquals("summary", lines.get(lines.size() - 1).getString("type"));
      assertEquals(1, lines.get(lines.size() - 1).getJsonObject("outcomes").getInteger("changed"));
      // Who they are is a recording.
      assertFalse(answer.body().contains("\"identity\""), answer::body);
      assertFalse(answer.body().contains("Local Person"), answer::body);
      String both = token("both", "both-secret", "tributary:mappings tributary:recordings");
      HttpResponse<String> named =
          call("POST", "/mappings/lines/diff", both, "{}", "accept", "application/x-ndjson");
      List<JsonObject> people =
          named
              .body()
              .lines()
              .map(JsonObject::new)
              .filter(line -> line.getString("type").equals("identity"))
              .toList();
      assertEquals(1, people.size(), named::body);
      assertEquals("local", people.get(0).getString("username"));
      assertFalse(
          call(
                  "POST",
                  "/mappings/lines/diff",
                  both,
                  "{\"limit\":0}",
                  "accept",
                  "application/x-ndjson")
              .body()
              .contains("\"identity\""));
      // Before the first line it is refused as any other call.
      problem(
          call("POST", "/mappings/none/diff", ci, "{}", "accept", "application/x-ndjson"),
          404,
          "not_found");
      String traces = token("reader", "reader-secret", "tributary:traces");
      problem(
          call("POST", "/mappings/lines/diff", traces, "{}", "accept", "application/x-ndjson"),
          403,
          "insufficient_scope");
    } finally {
      done(call("DELETE", "/mappings/lines/draft", ci, ""));
    }
  }

  @Test
  void testsOfADraftAreRunAndRemarksAreToldWhenItIsSaved() {
    JsonObject body =
        new JsonObject(TEXTS.formatted(7))
            .put("script", "return {};")
            .put(
                "tests",
                "tests:\n  - name: one\n    given: { claims: {} }\n    expect: { nickname: x }\n");
    JsonObject saved = done(call("PUT", "/mappings/tried/draft", ci, body.encode()));
    assertTrue(
        saved.getJsonArray("findings").encode().contains("nickname is declared"), saved::encode);
    JsonObject ran = done(call("POST", "/mappings/tried/draft/tests", ci, ""));
    assertEquals(1, ran.getInteger("failed"), ran::encode);
    assertEquals(0, world.broker().count("mapping_live WHERE name = 'tried'"));
    problem(call("POST", "/mappings/tried/publish", ci, expecting(saved)), 422, "refused");
    // Written over what is not live any more.
    problem(
        call("PUT", "/mappings/tried/draft", ci, body.put("base", "AAAAAAAAAAAA").encode()),
        409,
        "conflict");
    done(call("PUT", "/mappings/tried/draft", ci, body.put("base", "none").encode()));
    done(call("DELETE", "/mappings/tried/draft", ci, ""));
    problem(call("POST", "/mappings/tried/draft/tests", ci, ""), 404, "not_found");
  }

  private static String expecting(JsonObject draft) {
    return new JsonObject().put("expect", draft.getString("version")).encode();
  }

  @Test
  void aCanaryIsStartedReadAndStopped() {
    String canary = "/mappings/bird/canary";
    problem(call("PUT", canary, ci, "{\"share\":\"5%\"}"), 404, "not_found");
    done(call("PUT", "/mappings/bird/draft", ci, TEXTS.formatted(8)));
    for (String wrong :
        List.of(
            "{}",
            "{\"share\":\"500%\"}",
            "{\"share\":\"x\"}",
            "{\"share\":\"1%\",\"for\":\"1y\"}")) {
      problem(call("PUT", canary, ci, wrong), 422, "invalid");
    }
    problem(call("PUT", canary, ci, "{\"users\":\"alice\"}"), 400, "malformed");
    problem(call("PUT", canary, ci, "{\"users\":[\"nobody-of-ours\"]}"), 404, "not_found");
    world.clock().advance(Duration.ofSeconds(40));
    done(call("PUT", canary, ci, "{\"share\":\"0.5%\",\"for\":\"2h\"}"));
    world
        .broker()
        .query(
            "INSERT INTO mapping_canary_difference (name, at, request_id, subject, client, changes)"
                + " VALUES ('bird', now(), 'req1', 'some-subject', 'inventory', '[\"loses staff\"]')");
    JsonObject found = done(call("GET", canary, ci, ""));
    assertEquals(0.5, found.getDouble("percent"), found::encode);
    assertFalse(found.encode().contains("some-subject"), found::encode);
    String traces = token("reader", "reader-secret", "tributary:traces");
    problem(call("GET", canary, traces, ""), 403, "insufficient_scope");
    problem(call("DELETE", canary, traces, ""), 403, "insufficient_scope");
    done(call("DELETE", canary, ci, ""));
    problem(call("GET", canary, ci, ""), 404, "not_found");
    problem(call("DELETE", canary, ci, ""), 404, "not_found");
    done(call("DELETE", "/mappings/bird/draft", ci, ""));
  }
}
