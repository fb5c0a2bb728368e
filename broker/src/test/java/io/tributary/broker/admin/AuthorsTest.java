package io.tributary.broker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.laboratory.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user name that pretends to be somebody else's way of changing mappings is marked. */
class AuthorsTest {
  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "alice@example.com, alice@example.com",
    "files, account:files",
    "cli:root, account:cli:root",
    "client:ci, account:client:ci",
    "'', account:"
  })
  void namesOfOursAreMarked(String username, String author) {
    assertEquals(author, Authors.ofAccount(username));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u202efiles", "cli\u200b:x", "\u2028", "a\u0000"})
  void whatNobodySeesIsTakenOut(String username) {
    String author = Authors.ofAccount(username);
    new Change(author, "it is one line");
    assertTrue(author.chars().noneMatch(c -> c < ' ' || c == 0x202e || c == 0x200b));
  }

  @Test
  void aNameIsNeverTooLong() {
    new Change(Authors.ofAccount("x".repeat(5000) + ":"), "it fits");
    new Change(Authors.ofClient("x".repeat(128)), "it fits");
  }
}
