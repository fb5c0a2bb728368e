package io.tributary.inventory.pipeline;

import io.tributary.inventory.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Steps 5 and 6: groups and flags after a login.
 *
 * @param add groups to be added
 * @param remove groups to be removed
 * @param warning why nothing is changed, or empty
 */
public record Rights(
    Set<String> add, Set<String> remove, boolean superuser, boolean staff, String warning) {
  /** The groups that carry NetBox's two flags. */
  public static final String SUPERUSERS = "superusers";

  public static final String STAFF = "staff";

  /**
   * Groups become exactly those that were given, the flags follow from them. Nothing changes when
   * the login said nothing of groups, or when the account has a local password: such an account
   * answers to its own administrator only.
   */
  public static Rights decide(User user, Set<String> current, GroupsClaim groups) {
    if (user.localPassword()) {
      return keep(user, "local_account");
    }
    return groups.fold(
        given ->
            new Rights(
                without(given.names(), current),
                without(current, given.names()),
                given.names().contains(SUPERUSERS),
                given.names().contains(STAFF),
                given.dropped() == 0 ? "" : "group_names_dropped"),
        () -> keep(user, "groups_missing"));
  }

  public boolean changes(User user) {
    return !add.isEmpty()
        || !remove.isEmpty()
        || superuser != user.superuser()
        || staff != user.staff();
  }

  /** The groups afterwards. */
  Set<String> groups(Set<String> current) {
    Set<String> all = new TreeSet<>(current);
    all.addAll(add);
    all.removeAll(remove);
    return all;
  }

  /**
   * The flags that change.
   *
   * @param to those that are set, or those that are cleared
   */
  List<String> flags(boolean to, User user) {
    List<String> flags = new ArrayList<>();
    if (superuser == to && user.superuser() != to) {
      flags.add("superuser");
    }
    if (staff == to && user.staff() != to) {
      flags.add("staff");
    }
    return flags;
  }

  private static Rights keep(User user, String warning) {
    return new Rights(Set.of(), Set.of(), user.superuser(), user.staff(), warning);
  }

  private static Set<String> without(Set<String> all, Set<String> those) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(those);
    return rest;
  }
}
