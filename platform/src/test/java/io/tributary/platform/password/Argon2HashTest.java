package io.tributary.platform.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HashTest {
  private static final Argon2 ARGON2 = new Argon2();

  /** From the test program of the reference implementation (phc-winner-argon2, src/test.c). */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  void agreesWithTheReferenceImplementation() {
    Argon2Hash hash = Argon2Hash.parse(REFERENCE).orElseThrow();
    assertTrue(hash.matches("password", ARGON2));
    assertFalse(hash.matches("Password", ARGON2));
    assertFalse(hash.matches("", ARGON2));
    assertTrue(hash.outdated());
    assertEquals(REFERENCE, hash.phc());
  }

  @Test
  void aNewHashIsSaltedCurrentAndReadAgain() {
    Argon2Hash hash = Argon2Hash.of("correct horse", ARGON2);
    assertTrue(hash.phc().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash.phc());
    assertFalse(hash.outdated());
    assertEquals(Optional.of(hash), Argon2Hash.parse(hash.phc()));
    assertTrue(hash.matches("correct horse", ARGON2));
    assertFalse(hash.matches("correct horse ", ARGON2));
    assertNotEquals(hash, Argon2Hash.of("correct horse", ARGON2));
    assertFalse(hash.toString().contains(hash.phc().substring(40)));
  }

  @Test
  void nobodysHashCostsAsMuchAndMatchesNothing() {
    assertFalse(Argon2Hash.ofNobody().outdated());
    assertFalse(Argon2Hash.ofNobody().matches("", ARGON2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$short",
        "$2y$12$abcdefghijklmnopqrstuv"
      })
  void otherFormsAreNotRead(String phc) {
    assertEquals(Optional.empty(), Argon2Hash.parse(phc));
  }
}
