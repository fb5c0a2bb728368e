package io.tributary.broker.account;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.config.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Accounts with a password here, from the top level of the configuration.
 *
 * <pre>
 * local_login: true                 # default
 * users:                            # made when absent; never changed by a restart
 *   - username: bob
 *     password: ${BOB_PASSWORD}     # or password_file
 *     email: bob@example.com
 *     email_verified: true          # default false
 *     name: Bob Example
 *     groups: [netbox_staff]
 *     claims: { given_name: Bob, address: { locality: Vienna } }
 *     demo: true                    # password may be short; only while our issuer is loopback
 * </pre>
 */
public record LocalAccountConfig(boolean localLogin, List<NewLocalAccount> users) {

  /**
   * @param loopbackIssuer our public URL is on this machine
   */
  public static LocalAccountConfig read(ConfigReader section, boolean loopbackIssuer) {
    boolean localLogin = section.flag("local_login").or(true);
    Set<String> names = new HashSet<>();
    List<NewLocalAccount> users =
        section.sections("users", user -> readUser(user, loopbackIssuer, names));
    return new LocalAccountConfig(localLogin, users);
  }

  private static NewLocalAccount readUser(
      ConfigReader user, boolean loopbackIssuer, Set<String> names) {
    NewLocalAccount read =
        new NewLocalAccount(
            user.text("username").required(),
            user.secret("password").required(),
            user.text("email").optional(),
            user.flag("email_verified").or(false),
            user.text("name").optional(),
            user.texts("groups").or(List.of()),
            user.flag("demo").or(false),
            user.section("claims", ClaimsConfig::read));
    UserName.of(read.username())
        .ifPresent(
            name -> {
              if (!names.add(name.key())) {
                user.problem("username", "another user has this name");
              }
            });
    if (read.demo() && !loopbackIssuer) {
      user.problem("demo", "demonstration users are for an issuer on localhost; remove this line");
    }
    // A missing value was reported already and has a stand-in here.
    if (!read.username().isEmpty() && !revealed(read.password()).isEmpty()) {
      LocalAccountRules.faults(read).forEach((key, fault) -> user.problem(key, fault));
    }
    return read;
  }

  private static String revealed(Secret secret) {
    return secret.reveal() == null ? "" : secret.reveal();
  }
}
