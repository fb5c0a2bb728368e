package io.tributary.broker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.trace.WhyAnswer.AtClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an answer reads. */
final class WhyAnswerTest {
  private static final WhyQuestion QUESTION =
      new WhyQuestion("s", "alice", "staff", Optional.empty());
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private static AtClient at(String client, boolean has, String... chain) {
    return new AtClient(
        client, has, Optional.empty(), false, AT, "login-" + client, List.of(chain));
  }

  @Test
  void whyNotIsSaidOnceForAllApplicationsWhereItIsTheSame() {
    assertEquals(
        List.of(
            "alice has no staff in a as of the login at 2026-11-22T10:00:00Z; no recorded login"
                + " gave it (login login-a)",
            "alice has no staff in c as of the login at 2026-11-22T10:00:00Z; no recorded login"
                + " gave it (login login-c)",
            "  → okta said nothing",
            "alice has no staff in b as of the login at 2026-11-22T10:00:00Z; no recorded login"
                + " gave it:",
            "  → may_grant",
            "  (login login-b)"),
        new WhyAnswer(
                QUESTION,
                List.of(
                    at("a", false, "okta said nothing"),
                    at("b", false, "may_grant"),
                    at("c", false, "okta said nothing")))
            .lines());
  }

  @Test
  void whoHasItIsToldOfEachApplication() {
    List<String> lines =
        new WhyAnswer(QUESTION, List.of(at("a", true, "same"), at("b", true, "same"))).lines();
    assertEquals(
        List.of(
            "alice has staff in a:",
            "  → same",
            "  (login login-a)",
            "alice has staff in b:",
            "  → same",
            "  (login login-b)"),
        lines);
  }
}
