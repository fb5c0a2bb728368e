package io.tributary.broker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.keys.KeysFixture;
import io.tributary.broker.recording.Redaction;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report may say, and what of it is kept. */
class ApplicationReportTest {
  private static final String SID = "s".repeat(43);

  private static JsonObject good() {
    return new JsonObject()
        .put("sid", SID)
        .put("outcome", "accepted")
        .put("account", "alice")
        .put("groups", new JsonArray().add("superusers").add("netops"))
        .put("flags_set", new JsonArray().add("superuser"));
  }

  @Test
  void aGoodOneIsReadWhole() {
    ApplicationReport report =
        ApplicationReport.read(
            good()
                .put("message", "Grüße, 組織 🙂 <b>\"quoted\"</b>")
                .put("roles", new JsonArray())
                .put("groups", list("g".repeat(200), 100)));
    assertEquals(SID, report.sid());
    assertEquals(Optional.of("alice"), report.account());
    assertEquals(100, report.lists().get("groups").size());
    assertEquals(List.of(), report.lists().get("roles"));
    assertFalse(report.lists().containsKey("groups_left"));
  }

  private static JsonArray list(String text, int times) {
    return new JsonArray(Collections.nCopies(times, text));
  }

  private static Arguments bad(String name, Consumer<JsonObject> change) {
    JsonObject report = good();
    change.accept(report);
    return Arguments.of(name, report);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        bad("no sid", report -> report.remove("sid")),
        bad("null sid", report -> report.putNull("sid")),
        bad("a sid that is no text", report -> report.put("sid", 7)),
        bad("a short sid", report -> report.put("sid", "s")),
        bad("a sid with a blank", report -> report.put("sid", " " + SID.substring(1))),
        bad("a sid that injects", report -> report.put("sid", SID.substring(6) + "' OR 1")),
        bad("no outcome", report -> report.remove("outcome")),
        bad("another outcome", report -> report.put("outcome", "ACCEPTED")),
        bad("an outcome that is a list", report -> report.put("outcome", list("accepted", 1))),
        bad("an unknown member", report -> report.put("subject", "bob")),
        bad("a member of the trace", report -> report.put("kind", "mapped")),
        bad("an account that is an object", report -> report.put("account", new JsonObject())),
        bad("an empty account", report -> report.put("account", "")),
        bad("an account of null", report -> report.putNull("account")),
        bad("a long account", report -> report.put("account", "a".repeat(201))),
        bad("a long message", report -> report.put("message", "a".repeat(501))),
        bad("a list that is text", report -> report.put("groups", "superusers")),
        bad("a list of lists", report -> report.put("groups", new JsonArray().add(list("a", 1)))),
        bad("a list with null", report -> report.put("groups", new JsonArray().addNull())),
        bad("a list with a number", report -> report.put("roles", new JsonArray().add(1))),
        bad("a long list", report -> report.put("groups_left", list("g", 101))),
        bad("a long name in a list", report -> report.put("roles", list("g".repeat(201), 1))),
        bad("a line break", report -> report.put("message", "one\ntwo")),
        bad("an escape sequence", report -> report.put("message", "\u001b[31m")),
        bad("a zero byte", report -> report.put("account", "a\0")),
        bad("a mark that turns the line", report -> report.put("account", "alice\u202e")),
        bad("a mark that isolates", report -> report.put("groups", list("\u2066root", 1))),
        bad("a blank without width", report -> report.put("groups", list("super\u200busers", 1))),
        bad("a line separator", report -> report.put("message", "a\u2028b")),
        bad("half a surrogate pair", report -> report.put("message", "\ud800")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBadOneIsRefusedInOurOwnWords(String name, JsonObject report) {
    OAuthException refused =
        assertThrows(OAuthException.class, () -> ApplicationReport.read(report), name);
    assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
    assertTrue(refused.description().chars().allMatch(c -> c >= ' ' && c < 127));
    assertFalse(refused.description().contains("subject"));
  }

  /**
   * A client is told e-mail addresses that the trace does not keep; it must not bring them back.
   */
  @Test
  void whatTheTraceRedactsStaysSo() {
    Redaction redaction = new Redaction(KeysFixture.stableIds());
    String hidden = (String) redaction.hidden("alice@example.com");
    JsonObject login =
        new JsonObject()
            .put(
                "facts",
                new JsonArray()
                    .add(new JsonObject().put("claims", new JsonObject().put("email", hidden))));
    ReportVeil veil = new ReportVeil(redaction, login);
    assertEquals(hidden, veil.text("alice@example.com"));
    assertEquals(hidden, veil.text("Alice@Example.com"));
    assertEquals(
        "Hello <" + hidden + ">, or mailto " + hidden + ".",
        veil.text("Hello <alice@example.com>, or mailto alice@example.com."));
    assertEquals("bob@example.com", veil.text("bob@example.com"));
    ReportVeil spelled =
        new ReportVeil(
            redaction, new JsonObject().put("email", redaction.hidden("Alice@Example.com")));
    assertEquals(hidden, spelled.text("alice@example.com"), "as the application writes it");
    assertEquals("alice", veil.text("alice"));
    assertEquals("$1 \\ alice", veil.text("$1 \\ alice"));
  }

  private static Optional<String> link(JsonObject report, String value, boolean given) {
    ReportVeil veil = new ReportVeil(new Redaction(KeysFixture.stableIds()), new JsonObject());
    return ApplicationFact.link(
        ApplicationFact.of(ApplicationReport.read(report), "inventory", Instant.EPOCH, veil),
        value,
        given);
  }

  @Test
  void itEndsTheChainOnlyWhereItConcernsTheValue() {
    assertEquals(
        Optional.of(
            "inventory reported groups=[superusers, netops], flags_set=[superuser] (account alice)"),
        link(good(), "superusers", true));
    assertEquals(
        Optional.of("inventory reported flags_set=[superuser] (account alice)"),
        link(good(), "superuser", false));
    assertEquals(Optional.empty(), link(good(), "staff", false));
    assertEquals(
        Optional.of("inventory did not report that it made anything of it (account alice)"),
        link(good(), "staff", true));
    assertEquals(
        Optional.empty(),
        link(new JsonObject().put("sid", SID).put("outcome", "accepted"), "staff", true));
    assertEquals(
        Optional.of("inventory reported that it refused the login: switched off"),
        link(good().put("outcome", "denied").put("message", "switched off"), "staff", false));
  }
}
