package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Refresh: what stays the same, and whose it is. */
class RefreshModulesIT extends Examined {
  private static final JsonObject REFRESHING =
      new JsonObject()
          .put("grant_types", new JsonArray().add("authorization_code").add("refresh_token"));

  @Test
  @Plays("oidcc-refresh-token")
  @Proves({"OIDCC-11", "OIDCC-12.1", "OIDCC-12.2", "RFC6749-6"})
  void configuredClientsRefresh() {
    assertRefreshes(first, second);
  }

  @Test
  @Plays(value = "oidcc-refresh-token", in = Profile.DYNAMIC)
  @Proves({"OIDCC-12.2", "RFC6749-6", "REGISTRATION-2"})
  void registeredClientsRefresh() {
    assertRefreshes(
        Examiner.registered(broker, REFRESHING), Examiner.registered(broker, REFRESHING));
  }

  private static void assertRefreshes(Examiner one, Examiner other) {
    assertTrue(broker.discovery().getJsonArray("grant_types_supported").contains("refresh_token"));
    Tokens before = one.run("scope", "openid offline_access", "prompt", "consent");
    String refresh = before.refreshToken().orElseThrow();
    assertTrue(refresh.matches("[\\x20-\\x7E]{22,}"), refresh);
    broker.clock().advance(Duration.ofSeconds(1));
    Tokens after = one.refreshed(one.refresh(refresh));
    for (String claim : new String[] {"iss", "sub", "aud", "azp", "auth_time"}) {
      assertEquals(before.claims().getValue(claim), after.claims().getValue(claim), claim);
    }
    assertTrue(after.claims().getLong("iat") > before.claims().getLong("iat"));
    assertNotEquals(before.accessToken(), after.accessToken());
    Examiner.claims(one.userinfo(after), after);
    Tokens others = other.run("scope", "openid offline_access", "prompt", "consent");
    Examiner.assertTokenError(one.refresh(others.refreshToken().orElseThrow()), "invalid_grant");
  }
}
