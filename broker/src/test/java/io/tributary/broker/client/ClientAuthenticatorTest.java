package io.tributary.broker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAuthenticatorTest {
  private final ClientAuthenticator authenticator =
      new ClientAuthenticator(
          new Clients(
              List.of(
                  client("two-secrets", "old", "new"),
                  client("a%2Fb", "raw%2Bsecret"),
                  client("open"))));

  @ParameterizedTest
  @CsvSource({"two-secrets, old", "two-secrets, new", "a%2Fb, raw%2Bsecret"})
  void knowsItsClients(String id, String secret) {
    assertEquals(id, authenticator.authenticate(basic(id, secret)).id());
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
        assertThrows(OAuthException.class, () -> authenticator.authenticate(basic(id, secret)));
    assertEquals(ErrorCode.INVALID_CLIENT, refused.code());
    assertEquals("The client is unknown or its credentials are wrong", refused.description());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"open, -"})
  void aPublicClientNamesItselfOnly(String id, String secret) {
    assertEquals(id, authenticator.authenticate(basic(id, secret)).id());
  }

  private static PresentedCredentials basic(String id, String secret) {
    return new PresentedCredentials(
        PresentedCredentials.Method.CLIENT_SECRET_BASIC,
        List.of(
            new PresentedCredentials.Pair("decoded", Optional.of("decoded")),
            new PresentedCredentials.Pair(id, Optional.ofNullable(secret))));
  }

  private static Client client(String id, String... secrets) {
    return new Client(
        id,
        id,
        Stream.of(secrets).map(Digests::sha256).toList(),
        Set.of("https://app.example/cb"),
        Set.of(),
        List.of("root"),
        null);
  }
}
