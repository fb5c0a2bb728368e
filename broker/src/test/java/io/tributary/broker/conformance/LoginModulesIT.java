package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.RandomToken;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a request may demand of the login. */
class LoginModulesIT extends Examined {
  private static long authTime(Tokens tokens) {
    Long time = tokens.claims().getLong("auth_time");
    assertNotNull(time, () -> tokens.claims().encode());
    return time;
  }

  private static void assertSameLogin(Tokens before, Tokens after) {
    assertEquals(before.claims().getString("sub"), after.claims().getString("sub"));
    assertEquals(authTime(before), authTime(after));
  }

  @Test
  @Plays("oidcc-prompt-login")
  @Proves({"OIDCC-3.1.2.1", "OIDCC-3.1.2.3", "OIDCC-15.1"})
  void promptLoginAsksAgain() {
    Tokens before = first.run();
    broker.clock().advance(Duration.ofSeconds(1));
    Tokens after = first.run("prompt", "login");
    assertTrue(first.wasAsked());
    assertTrue(authTime(after) > authTime(before));
  }

  @Test
  @Plays("oidcc-prompt-none-logged-in")
  @Proves({"OIDCC-3.1.2.1", "OIDCC-15.1"})
  void promptNoneIsSilentWithASession() {
    Tokens before = first.run();
    broker.clock().advance(Duration.ofSeconds(1));
    Tokens after = first.run("prompt", "none");
    assertFalse(first.wasAsked());
    assertSameLogin(before, after);
  }

  @Test
  @Plays("oidcc-prompt-none-not-logged-in")
  @Proves({"OIDCC-3.1.2.1", "OIDCC-3.1.2.6"})
  void promptNoneIsAnErrorWithoutASession() {
    String longState = (RandomToken.bits256() + RandomToken.bits256() + RandomToken.bits256());
    String error =
        first.error(
            first.open(first.request("prompt", "none", "state", longState.substring(0, 128))));
    assertTrue(
        Set.of(
                "login_required",
                "interaction_required",
                "account_selection_required",
                "consent_required")
            .contains(error),
        error);
    assertFalse(first.wasAsked());
  }

  @Test
  @Plays("oidcc-max-age-1")
  @Proves({"OIDCC-2", "OIDCC-3.1.2.1"})
  void anOldLoginIsDoneAgainForMaxAge() {
    Tokens before = first.run();
    broker.clock().advance(Duration.ofSeconds(2));
    Tokens after = first.run("max_age", "1");
    assertTrue(first.wasAsked());
    assertTrue(authTime(after) > authTime(before));
    assertTrue(broker.clock().instant().getEpochSecond() - authTime(after) < 60);
  }

  @Test
  @Plays("oidcc-max-age-10000")
  @Proves({"OIDCC-2", "OIDCC-3.1.2.1", "OIDCC-15.1"})
  void aYoungLoginIsEnoughForMaxAge() {
    Tokens before = first.run("max_age", "15000");
    broker.clock().advance(Duration.ofSeconds(1));
    Tokens after = first.run("max_age", "10000");
    assertFalse(first.wasAsked());
    assertSameLogin(before, after);
  }
}
