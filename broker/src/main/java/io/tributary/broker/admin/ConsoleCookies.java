package io.tributary.broker.admin;

import io.tributary.broker.keys.Sealer;
import io.tributary.broker.keys.Sealer.SealBroken;
import io.tributary.broker.web.BrowserCookies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The sealed cookies of the console: a sign-in on its way, a person who is in, and what the next
 * page tells them.
 */
public final class ConsoleCookies {
  private static final String STARTED = "console-login";
  private static final String ENTERED = "console";
  private static final String TOLD = "console-told";
  private static final Duration LOGIN = Duration.ofMinutes(10);

  /** Then the console asks its broker again, which maps the person's rights anew. */
  static final Duration STAY = Duration.ofMinutes(30);

  /** Then nobody waits for an answer any more. */
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private static final int LONGEST = 3900;

  /** Bytes of what is told: sealed and encoded it is a third more. */
  private static final int MOST_TOLD = 2200;

  private final BrowserCookies cookies;
  private final Sealer sealer;
  private final Clock clock;

  public ConsoleCookies(BrowserCookies cookies, Sealer sealer, Clock clock) {
    this.cookies = cookies;
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * A sign-in that this browser began.
   *
   * @param target path of the console to come back to
   */
  record Started(String state, String verifier, String target) {
    @Override
    public String toString() {
      return "Started[" + target + "]";
    }
  }

  /**
   * A person who came in with this browser.
   *
   * @param session id of the single sign-on session
   */
  record Entered(String session, String grant) {}

  void setStarted(RoutingContext context, Started started) {
    set(
        context,
        STARTED,
        new JsonObject()
            .put("s", started.state())
            .put("v", started.verifier())
            .put("t", started.target()),
        LOGIN);
  }

  Optional<Started> started(RoutingContext context) {
    return open(context, STARTED)
        .map(json -> new Started(json.getString("s"), json.getString("v"), json.getString("t")));
  }

  void clearStarted(RoutingContext context) {
    cookies.clear(context, STARTED);
  }

  void setEntered(RoutingContext context, Entered entered) {
    set(
        context,
        ENTERED,
        new JsonObject().put("i", entered.session()).put("g", entered.grant()),
        STAY);
  }

  Optional<Entered> entered(RoutingContext context) {
    return open(context, ENTERED)
        .map(json -> new Entered(json.getString("i"), json.getString("g")));
  }

  void clearEntered(RoutingContext context) {
    cookies.clear(context, ENTERED);
  }

  /** Kept for the page that the browser goes on to. */
  void setTold(RoutingContext context, String session, Done done) {
    JsonArray sentences = new JsonArray();
    int room = MOST_TOLD;
    for (String sentence : done.sentences()) {
      int bytes = sentence.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > room) {
        sentences.add("And more, which has no room here.");
        break;
      }
      room -= bytes;
      sentences.add(sentence);
    }
    set(
        context,
        TOLD,
        new JsonObject()
            .put("i", session)
            .put("a", done.address())
            .put("b", done.bad())
            .put("c", done.confirm().orElse(null))
            .put("s", sentences),
        ANSWER);
  }

  /** What this page of this session has to tell; only once. */
  Optional<Done> told(RoutingContext context, String session) {
    Optional<Done> told =
        open(context, TOLD)
            .filter(json -> session.equals(json.getString("i")))
            .filter(json -> context.request().path().equals(json.getString("a")))
            .map(
                json ->
                    new Done(
                        json.getString("a"),
                        json.getBoolean("b"),
                        Optional.ofNullable(json.getString("c")),
                        json.getJsonArray("s").stream().map(String::valueOf).toList()));
    told.ifPresent(shown -> cookies.clear(context, TOLD));
    return told;
  }

  private void set(RoutingContext context, String purpose, JsonObject value, Duration life) {
    byte[] plain =
        value.put("e", clock.instant().plus(life).getEpochSecond()).toBuffer().getBytes();
    String text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(sealer.seal(plain, cookies.name(purpose)));
    cookies.set(context, purpose, text, Optional.of(life));
  }

  private Optional<JsonObject> open(RoutingContext context, String purpose) {
    Optional<String> text =
        cookies.get(context, purpose).filter(value -> value.length() <= LONGEST);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(text.get());
      JsonObject json = new JsonObject(Buffer.buffer(sealer.open(sealed, cookies.name(purpose))));
      return Optional.of(json)
          .filter(value -> clock.instant().isBefore(Instant.ofEpochSecond(value.getLong("e"))));
    } catch (SealBroken | IllegalArgumentException | DecodeException notOurs) {
      return Optional.empty();
    }
  }
}
