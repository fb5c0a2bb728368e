package io.tributary.broker.client;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.kit.ClientFixture;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAuthenticatorTest {
  private final ClientAuthenticator authenticator =
      new ClientAuthenticator(
          new Clients(
              List.of(
                  client("two-secrets", "old", "new"),
                  client("a%2Fb", "raw%2Bsecret"),
                  client("open"))),
          null);

  @ParameterizedTest
  @CsvSource({"two-secrets, old", "two-secrets, new", "a%2Fb, raw%2Bsecret"})
  void knowsItsClients(String id, String secret) {
    assertEquals(id, authenticated(basic(id, secret)).id());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "two-secrets, wrong",
        "two-secrets, -",
        "two-secrets, ''",
        "two-secrets, 'old '",
        "nobody,      old",
        "open,        guess",
        "'',          ''"
      })
  void refusesEverythingElseAlike(String id, String secret) {
    OAuthException refused =
        (OAuthException) failure(authenticator.authenticate(basic(id, secret), client -> Set.of()));
    assertEquals(ErrorCode.INVALID_CLIENT, refused.code());
    assertEquals("The client is unknown or its credentials are wrong", refused.description());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"open, -"})
  void aPublicClientNamesItselfOnly(String id, String secret) {
    assertEquals(id, authenticated(presented(AuthenticationMethod.NONE, id, secret)).id());
  }

  private Client authenticated(PresentedCredentials credentials) {
    return await(authenticator.authenticate(credentials, client -> Set.of()));
  }

  private static PresentedCredentials basic(String id, String secret) {
    return presented(AuthenticationMethod.CLIENT_SECRET_BASIC, id, secret);
  }

  private static PresentedCredentials presented(
      AuthenticationMethod method, String id, String secret) {
    return new PresentedCredentials.Pairs(
        method,
        List.of(
            new PresentedCredentials.Pair("decoded", Optional.of("decoded")),
            new PresentedCredentials.Pair(id, Optional.ofNullable(secret))));
  }

  private static Client client(String id, String... secrets) {
    return ClientFixture.client(id).secrets(secrets).build();
  }
}
