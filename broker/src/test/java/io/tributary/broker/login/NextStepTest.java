package io.tributary.broker.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.client.Client;
import io.tributary.broker.request.Requests;
import io.tributary.broker.request.ValidRequest;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole decision as one table. */
class NextStepTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  /**
   * ways: of the broker. session: {@code none}, or upstream@age-in-seconds, with an exclamation
   * mark when it is not the person whom the request expects. prompt, max_age, hint, chosen: of the
   * request. proof: this request has just authenticated (A) or the person just agreed (C). consent:
   * the client demands it (D), it was given before (G).
   */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // ways       session   prompt          age  hint    chosen  proof consent  step
        "okta ak local, none,   -,              -,   -,      -,      -,    -,       choose",
        "okta ak,       none,   -,              -,   -,      -,      -,    -,       choose",
        "okta,          none,   -,              -,   -,      -,      -,    -,       go okta",
        "local,         none,   -,              -,   -,      -,      -,    -,       local",
        "'',            none,   -,              -,   -,      -,      -,    -,       refuse access_denied",
        "okta ak local, none,   -,              -,   ak,     -,      -,    -,       go ak",
        "okta ak local, none,   -,              -,   local,  -,      -,    -,       local",
        "okta ak local, none,   -,              -,   nobody, -,      -,    -,       choose",
        "okta ak,       none,   -,              -,   local,  -,      -,    -,       choose",
        "okta ak local, none,   -,              -,   ak,     okta,   -,    -,       go okta",
        "okta ak local, none,   -,              -,   -,      local,  -,    -,       local",
        "okta ak,       none,   -,              -,   -,      gone,   -,    -,       choose",
        "okta ak local, none,   none,           -,   -,      -,      -,    -,       refuse login_required",
        "okta,          none,   none,           -,   okta,   -,      -,    -,       refuse login_required",
        "okta ak local, okta@5, -,              -,   -,      -,      -,    -,       issue",
        "okta ak local, okta@5, none,           -,   -,      -,      -,    -,       issue",
        "okta ak local, okta@5, -,              -,   ak,     -,      -,    -,       issue",
        "okta ak local, okta@5, login,          -,   -,      -,      -,    -,       choose",
        "okta,          okta@5, login,          -,   -,      -,      -,    -,       go okta",
        "okta,          okta@5, login,          -,   -,      -,      A,    -,       issue",
        "okta ak,       okta@5, select_account, -,   -,      -,      -,    -,       choose",
        "okta ak,       okta@5, select_account, -,   -,      ak,     -,    -,       go ak",
        "okta ak,       okta@5, select_account, -,   -,      -,      A,    -,       issue",
        "okta,          okta@5, -,              10,  -,      -,      -,    -,       issue",
        "okta,          okta@10,-,              10,  -,      -,      -,    -,       go okta",
        "okta,          okta@11,-,              10,  -,      -,      -,    -,       go okta",
        "okta,          okta@0, -,              0,   -,      -,      -,    -,       go okta",
        "okta,          okta@0, -,              0,   -,      -,      A,    -,       issue",
        "okta,          okta@11,none,           10,  -,      -,      -,    -,       refuse login_required",
        // A session from a way that this client does not allow is no session for it.
        "okta,          ak@5,   -,              -,   -,      -,      -,    -,       go okta",
        "okta,          ak@5,   none,           -,   -,      -,      -,    -,       refuse login_required",
        "okta,          ak@5,   -,              -,   -,      -,      A,    -,       go okta",
        // Somebody else than the id_token_hint names has no session for this request.
        "okta,          okta@5!,-,              -,   -,      -,      -,    -,       go okta",
        "okta ak,       okta@5!,-,              -,   -,      -,      -,    -,       choose",
        "okta,          okta@5!,none,           -,   -,      -,      -,    -,       refuse login_required",
        "okta,          okta@5!,-,              -,   -,      -,      A,    -,       refuse login_required",
        "okta,          okta@5!,-,              -,   -,      -,      AC,   D,       refuse login_required",
        "okta,          okta@5!,-,              -,   -,      -,      C,    D,       go okta",
        "okta,          okta@5, -,              -,   -,      -,      -,    D,       consent",
        "okta,          okta@5, none,           -,   -,      -,      -,    D,       refuse login_required",
        "okta,          okta@5, -,              -,   -,      -,      -,    DG,      issue",
        "okta,          okta@5, consent,        -,   -,      -,      -,    G,       consent",
        "okta,          okta@5, consent,        -,   -,      -,      C,    G,       issue",
        "okta,          okta@5, login consent,  -,   -,      -,      A,    -,       consent",
        "okta,          okta@5, login consent,  -,   -,      -,      C,    -,       go okta",
        "okta,          okta@5, login consent,  -,   -,      -,      AC,   -,       issue",
      })
  void decides(
      String ways,
      String session,
      String prompt,
      String maxAge,
      String hint,
      String chosen,
      String proof,
      String consent,
      String step) {
    Client client = Requests.client(true, consent != null && consent.contains("D"), List.of());
    ValidRequest request =
        Requests.valid(
            client,
            prompt == null ? "" : "prompt=" + prompt.replace(' ', '+'),
            maxAge == null ? "" : "max_age=" + maxAge,
            hint == null ? "" : "idp_hint=" + hint);
    LoginAttempt attempt = LoginAttempt.begin(request, NOW);
    attempt = chosen == null ? attempt : attempt.choose(chosen);
    attempt = proof != null && proof.contains("A") ? attempt.authenticatedBy("hash", NOW) : attempt;
    attempt = proof != null && proof.contains("C") ? attempt.agreed() : attempt;
    boolean given = consent != null && consent.contains("G");

    NextStep next = NextStep.decide(attempt, session(session, given), policy(ways), NOW);

    assertEquals(step, next.fold(new Words()));
  }

  private static Optional<SignedIn> session(String written, boolean consented) {
    if (written.equals("none")) {
      return Optional.empty();
    }
    String[] parts = written.replace("!", "").split("@", -1);
    Scopes scopes = Scopes.of(consented ? List.of("openid", "profile") : List.of());
    return Optional.of(
        new SignedIn(
            "hash",
            parts[0],
            NOW.minusSeconds(Long.parseLong(parts[1])),
            List.of("2"),
            !written.endsWith("!"),
            scopes));
  }

  private static LoginPolicy policy(String ways) {
    List<String> all = ways.isEmpty() ? List.of() : List.of(ways.split(" ", -1));
    return new LoginPolicy(
        all.stream().filter(way -> !way.equals("local")).toList(), all.contains("local"));
  }

  private static final class Words implements NextStep.Cases<String> {
    @Override
    public String chooseUpstream() {
      return "choose";
    }

    @Override
    public String goUpstream(String upstream) {
      return "go " + upstream;
    }

    @Override
    public String localLogin() {
      return "local";
    }

    @Override
    public String askConsent() {
      return "consent";
    }

    @Override
    public String issue() {
      return "issue";
    }

    @Override
    public String refuse(ErrorCode code, String description) {
      return "refuse " + code.wire();
    }
  }
}
