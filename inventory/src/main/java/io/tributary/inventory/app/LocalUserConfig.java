package io.tributary.inventory.app;

import io.tributary.inventory.user.PasswordRules;
import io.tributary.inventory.user.Username;
import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.config.Secret;

/**
 * A local account that is created when it is absent and never overwritten.
 *
 * @param email vouched for by whoever writes the file; empty for none
 */
public record LocalUserConfig(
    String username, Secret password, String email, boolean superuser, boolean staff) {
  /** Keys {@code password, email, superuser, staff} of {@code users.NAME}. */
  static LocalUserConfig read(ConfigReader section, boolean demo) {
    LocalUserConfig user =
        new LocalUserConfig(
            section.name(),
            section.secret("password").required(),
            section.text("email").or(""),
            section.flag("superuser").or(false),
            section.flag("staff").or(false));
    if (!Username.isValid(user.username())) {
      section.problem("", "a user name is letters, digits and @ . + - _, at most 150 characters");
    }
    String problem = PasswordRules.problem(user.password(), demo);
    if (!problem.isEmpty()) {
      section.problem("password", problem);
    }
    return user;
  }
}
