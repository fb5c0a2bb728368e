package io.tributary.broker.token;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.keys.KeysFixture;
import io.tributary.platform.protocol.RandomToken;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh tokens as clients hold them, on the real key. */
class RefreshTokensIT extends TokenTables {
  private static RefreshTokens tokens;
  private static RefreshTokens others;

  private final RefreshToken token = new RefreshToken(RandomToken.bits128(), 7);
  private final String written = tokens.write(token, "app");

  @BeforeAll
  static void open() {
    tokens = tokens(TokenRows.ISSUER);
    others = tokens(TokenRows.OTHER_ISSUER);
  }

  private static RefreshTokens tokens(String issuer) {
    return new RefreshTokens(await(KeysFixture.sealing(database, KeysFixture.master(1))), issuer);
  }

  @Test
  void areReadByTheirClientAtTheirIssuerOnly() {
    assertEquals(Optional.of(token), tokens.read(written, "app"));
    assertEquals(Optional.of(token), tokens(TokenRows.ISSUER).read(written, "app"), "a new start");
    assertEquals(Optional.empty(), tokens.read(written, "App"));
    assertEquals(Optional.empty(), tokens.read(written, ""));
    assertEquals(Optional.empty(), others.read(written, "app"));
    assertNotEquals(written, others.write(token, "app"));
    assertTrue(written.matches("[A-Za-z0-9_.-]{60,80}"), written);
  }

  /** Where one part ends and the next begins is part of the proof. */
  @Test
  void noTwoTokensShareAProof() {
    RefreshToken next = new RefreshToken(token.grantId(), 71);
    String proof = written.substring(written.lastIndexOf('.') + 1);
    assertEquals(Optional.empty(), tokens.read(token.grantId() + ".71." + proof, "app"));
    assertNotEquals(tokens.write(next, "app"), written);
    assertEquals(Optional.empty(), tokens.read(tokens.write(token, "app7"), "app"));
  }

  @Test
  void everyChangedCharacterIsRefused() {
    for (int i = 0; i < written.length(); i++) {
      for (char other : new char[] {'A', '1', '.', '-', '%', ' ', 'é', '\0'}) {
        String changed = written.substring(0, i) + other + written.substring(i + 1);
        if (!changed.equals(written)) {
          assertEquals(Optional.empty(), tokens.read(changed, "app"), changed);
        }
      }
      assertEquals(Optional.empty(), tokens.read(written.substring(0, i), "app"));
      assertEquals(Optional.empty(), tokens.read(written.substring(i + 1), "app"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s ", " %s", "%s.", ".%s", "%s\n", "%s=", "%1$s.%1$s", "%s%%00"})
  void whatIsAddedIsRefused(String form) {
    assertEquals(Optional.empty(), tokens.read(form.formatted(written), "app"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "07", "+7", "7e0", "2147483648", "99999999999999999999", "٧"})
  void aGenerationIsAPlainNumber(String generation) {
    String proof = written.substring(written.lastIndexOf('.') + 1);
    assertEquals(
        Optional.empty(), tokens.read(token.grantId() + "." + generation + "." + proof, "app"));
  }
}
