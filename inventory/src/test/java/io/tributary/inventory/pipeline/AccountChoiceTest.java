package io.tributary.inventory.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.inventory.pipeline.AccountChoice.EmailMatch;
import io.tributary.inventory.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose account a login belongs to: one table. */
class AccountChoiceTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # setting, token e-mail, token verified, account verified, password, same issuer, active, result
          true , yes, true , true , false, false, true , link
          false, yes, true , true , false, false, true , create
          true , no , true , true , false, false, true , create
          true , yes, false, true , false, false, true , create
          true , yes, true , false, false, false, true , create
          true , yes, true , true , true , false, true , create
          true , yes, true , true , false, true , true , create
          true , yes, true , true , false, false, false, create
          """)
  void linksByEmailOnlyUnderEveryCondition(
      boolean setting,
      String email,
      boolean tokenVerified,
      boolean accountVerified,
      boolean password,
      boolean sameIssuer,
      boolean active,
      String result) {
    SsoDetails login =
        email.equals("yes") ? login("alice@example.com", tokenVerified) : login("", tokenVerified);
    EmailMatch match = new EmailMatch(user(active, password), accountVerified, sameIssuer);
    assertEquals(
        result, word(AccountChoice.decide(login, Optional.empty(), List.of(match), setting)));
  }

  @Test
  void twoAccountsOfOneAddressAreNotGuessedAt() {
    EmailMatch match = new EmailMatch(user(true, false), true, false);
    assertEquals(
        "create",
        word(
            AccountChoice.decide(
                login("alice@example.com", true), Optional.empty(), List.of(match, match), true)));
  }

  @Test
  void theLinkedAccountComesFirstAndMayBeSwitchedOff() {
    SsoDetails login = login("alice@example.com", true);
    EmailMatch other = new EmailMatch(user(true, false), true, false);
    assertEquals(
        "known",
        word(AccountChoice.decide(login, Optional.of(user(true, false)), List.of(other), true)));
    assertEquals(
        "refuse",
        word(AccountChoice.decide(login, Optional.of(user(false, false)), List.of(other), true)));
  }

  private static SsoDetails login(String email, boolean verified) {
    return SsoDetails.of(
        "https://idp.example",
        "sub",
        email.isEmpty()
            ? Map.of("email_verified", verified)
            : Map.of("email", email, "email_verified", verified));
  }

  private static User user(boolean active, boolean password) {
    return new User(
        7, "alice", "", "", "", active, false, false, password, Instant.EPOCH, Optional.empty());
  }

  private static String word(AccountChoice choice) {
    return choice.fold(known -> "known", link -> "link", () -> "create", () -> "refuse");
  }
}
