package io.tributary.platform.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PkceTest {
  /** RFC 7636 appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Test
  void knowsTheExampleOfTheRfc() {
    assertEquals(CHALLENGE, Pkce.challenge(VERIFIER));
    assertTrue(Pkce.verify(VERIFIER, CHALLENGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk ",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n"
      })
  void refusesAnotherVerifier(String verifier) {
    assertFalse(Pkce.verify(verifier, CHALLENGE));
  }

  @Test
  void refusesPlain() {
    assertFalse(Pkce.verify(VERIFIER, VERIFIER));
  }

  @Test
  void boundsTheLengths() {
    assertFalse(Pkce.isVerifier("a".repeat(42)));
    assertTrue(Pkce.isVerifier("a".repeat(43)));
    assertTrue(Pkce.isVerifier("a".repeat(128)));
    assertFalse(Pkce.isVerifier("a".repeat(129)));
    assertFalse(Pkce.isVerifier("a".repeat(42) + "+"));
    assertFalse(Pkce.isChallenge(CHALLENGE + "="));
    assertFalse(Pkce.isChallenge(CHALLENGE.substring(1)));
    assertFalse(Pkce.isChallenge(CHALLENGE + "\n"));
  }
}
