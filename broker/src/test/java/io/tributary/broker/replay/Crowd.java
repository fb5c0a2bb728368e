package io.tributary.broker.replay;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** As many people as wanted, as a directory has them: 20 groups, a dozen claims. */
public final class Crowd {
  /** Whom they come through. */
  public static final List<String> UPSTREAMS = List.of("okta", "authentik");

  /** What is not kept of them. */
  public static final Set<String> REDACTED = Set.of("email", "phone_number");

  /** What they log in at. */
  public static final String CLIENT = "inventory";

  /** A group of the shipped {@code roles.js}, and another that the changed one has in its place. */
  public static final String CHANGED_FROM = "'netbox_staff'";

  public static final String CHANGED_TO = "'team-7'";

  private Crowd() {}

  /** One of them as the provider's answer says it, the same each time. */
  public static Identity person(int number) {
    String name = "person-" + number;
    String upstream = UPSTREAMS.get(number % 3 == 0 ? 1 : 0);
    List<String> groups = groups(number);
    return new Identity(
        upstream,
        "https://" + upstream + ".example",
        name,
        Optional.of(name),
        Optional.of(name + "@example.com"),
        true,
        Optional.empty(),
        groups,
        ClaimSet.ofValues(
            Map.ofEntries(
                Map.entry("sub", name),
                Map.entry("groups", groups),
                Map.entry("email", name + "@example.com"),
                Map.entry("email_verified", true),
                Map.entry("phone_number", "+49 30 " + number),
                Map.entry("given_name", "Given" + number),
                Map.entry("family_name", "Family" + number),
                Map.entry("locale", "de-DE"),
                Map.entry("zoneinfo", "Europe/Berlin"),
                Map.entry("updated_at", 1_700_000_000 + number),
                Map.entry("department", "dep-" + number % 40),
                Map.entry("employee_number", String.valueOf(number)))));
  }

  private static List<String> groups(int number) {
    List<String> groups = new ArrayList<>();
    for (int group = 0; group < 20; group++) {
      groups.add("team-" + (number * 31 + group * 7) % 5000);
    }
    if (number % 500 == 0) {
      groups.add("netbox_admin");
    }
    if (number % 20 == 0) {
      groups.add("netbox_staff");
    }
    return groups;
  }
}
