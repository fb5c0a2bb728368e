package io.tributary.inventory.admin;

import io.tributary.inventory.page.Page;
import io.tributary.inventory.user.Group;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.UserRepository.UserWithGroups;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * One account: what it may do and why.
 *
 * @param own whether it is the visitor's
 */
public record UserView(
    String title,
    boolean own,
    List<Line> lines,
    List<String> roles,
    List<String> groups,
    String explanation)
    implements Page {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A fact of the account. */
  public record Line(String label, String value) {}

  @Override
  public String template() {
    return "user.jte";
  }

  static UserView of(UserWithGroups found, boolean own) {
    User user = found.user();
    return new UserView(
        user.username(),
        own,
        List.of(
            new Line("Name", (user.firstName() + " " + user.lastName()).strip()),
            new Line("E-mail", user.email()),
            new Line("Logs in with", login(user)),
            new Line("Active", user.active() ? "yes" : "no"),
            new Line("Joined", TIME.format(user.dateJoined())),
            new Line("Last login", user.lastLogin().map(TIME::format).orElse("never"))),
        user.roles(),
        found.groups().stream().map(Group::name).toList(),
        user.localPassword()
            ? "A local account: single sign-on never changes its roles."
            : "Groups are those of the last login at the identity provider. The group superusers"
                + " gives the role superuser, the group staff gives the role staff.");
  }

  static String login(User user) {
    return user.localPassword() ? "local password" : "single sign-on";
  }
}
