package io.tributary.broker.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.platform.protocol.Scopes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenID Connect Core §11, as one table. */
class OfflineAccessTest {
  private static final Scopes ASKED = Scopes.parse("openid offline_access email");
  private static final Scopes WITHOUT = Scopes.parse("openid email");

  @ParameterizedTest
  @CsvSource({
    // refresh_token registered, registered by itself, set to ask, code in the response, asked now
    "true,  false, false, true,  false, true",
    "true,  false, false, true,  true,  true",
    "true,  false, true,  true,  true,  true",
    "true,  true,  true,  true,  true,  true",
    "true,  false, true,  true,  false, false",
    "true,  true,  true,  true,  false, false",
    // Nobody decided for somebody who registered by himself, whatever his record says.
    "true,  true,  false, true,  false, false",
    "true,  false, false, false, true,  false",
    "false, false, false, true,  true,  false",
    "false, true,  true,  true,  true,  false",
  })
  void isThereOnlyWhereSomebodyDecided(
      boolean grantType,
      boolean dynamic,
      boolean consent,
      boolean code,
      boolean asked,
      boolean granted) {
    ClientFixture fixture = ClientFixture.client("app").consent(consent);
    if (grantType) {
      fixture.grantTypes("authorization_code", "refresh_token");
    }
    Scopes decided = OfflineAccess.decide(ASKED, with(fixture.build(), dynamic), code, asked);
    assertEquals(granted ? ASKED : WITHOUT, decided);
    assertEquals(
        WITHOUT, OfflineAccess.decide(WITHOUT, with(fixture.build(), dynamic), code, asked));
  }

  private static Client with(Client client, boolean registered) {
    return new Client(
        client.id(),
        client.name(),
        registered,
        client.authentication(),
        client.redirectUris(),
        client.issuers(),
        client.requests(),
        client.tokens(),
        client.release(),
        client.logout(),
        client.pages());
  }
}
