package io.tributary.inventory.user;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2Test {
  /** Made with the reference implementation: {@code argon2 somesalt -id -t 2 -m 16 -p 1 -l 24}. */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  void agreesWithTheReferenceImplementation() {
    assertTrue(Argon2.verify("password", REFERENCE));
    assertFalse(Argon2.verify("Password", REFERENCE));
  }

  @Test
  void everyHashHasItsOwnSalt() {
    String one = Argon2.hash("secret");
    assertNotEquals(one, Argon2.hash("secret"));
    assertTrue(one.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    assertTrue(Argon2.verify("secret", one));
    assertFalse(Argon2.verify("secret ", one));
    assertFalse(Argon2.verify("", one));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=1$$"
      })
  void whatIsNoHashFitsNothing(String stored) {
    assertFalse(Argon2.verify("secret", stored));
  }
}
