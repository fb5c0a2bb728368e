package io.tributary.broker.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a local account must be like: stated once for the configuration and the command line. */
final class LocalAccountRules {
  private static final int MAX_GROUP = 255;

  private LocalAccountRules() {}

  /** Faults by setting, each in one sentence; empty when there are none. */
  static Map<String, String> faults(NewLocalAccount wanted) {
    Map<String, String> faults = new LinkedHashMap<>();
    // An administrator sees the name that people will type: it is refused, not tidied in silence.
    if (UserName.of(wanted.username()).filter(n -> n.text().equals(wanted.username())).isEmpty()) {
      faults.put(
          "username",
          "write 1 to 150 visible characters in normal form, without blanks at the ends");
    }
    PasswordText.fault(wanted.password().reveal(), wanted.username(), wanted.demo())
        .ifPresent(fault -> faults.put("password", fault));
    if (wanted.email().isPresent() && wanted.email().flatMap(EmailAddress::parse).isEmpty()) {
      faults.put("email", "write a plain address such as bob@example.com");
    }
    if (wanted.emailVerified() && wanted.email().isEmpty()) {
      faults.put("email_verified", "there is no email to be verified");
    }
    groupFault(wanted.groups()).ifPresent(fault -> faults.put("groups", fault));
    return faults;
  }

  static Optional<String> groupFault(List<String> groups) {
    boolean good =
        groups.stream()
            .allMatch(
                group ->
                    !group.isEmpty()
                        && group.length() <= MAX_GROUP
                        && UserName.visible(group).equals(group));
    return good
        ? Optional.empty()
        : Optional.of("a group name has 1 to 255 visible characters in normal form");
  }
}
