package io.tributary.platform.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {
  @Test
  void foldsDuplicatesAndKeepsTheOrder() {
    Scopes scopes = Scopes.parse("openid profile email roles openid  profile ");
    assertEquals(List.of("openid", "profile", "email", "roles"), scopes.values());
    assertEquals("openid profile email roles", scopes.toString());
    assertEquals(scopes, Scopes.of(List.of("openid", "profile", "email", "roles")));
    assertEquals("openid email", scopes.intersect(List.of("email", "openid", "x")).toString());
  }

  @Test
  void mayBeEmpty() {
    assertTrue(Scopes.parse("").isEmpty());
    assertTrue(Scopes.parse("  ").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"open\"id", "a\\b", "a\tb", "a\nb", "\u00e4", "a\u0000", "\u007f"})
  void refusesOtherCharacters(String parameter) {
    OAuthException refused =
        assertThrows(OAuthException.class, () -> Scopes.parse("openid " + parameter));
    assertEquals(ErrorCode.INVALID_SCOPE, refused.code());
  }
}
