package io.tributary.inventory.pipeline;

import io.tributary.inventory.user.User;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the pipeline did.
 *
 * @param user as the account stands now
 * @param created a new account
 * @param linked an existing account, by its e-mail
 * @param groups that the account is in now
 * @param joined those it was not in before
 * @param left those it is not in any more
 * @param flagsSet {@code superuser}, {@code staff}: what it did not have before
 * @param flagsCleared what it has no more
 * @param warnings {@code username_taken}, {@code groups_missing}, {@code group_names_dropped},
 *     {@code local_account}
 */
public record SsoOutcome(
    User user,
    boolean created,
    boolean linked,
    Set<String> groups,
    Set<String> joined,
    Set<String> left,
    List<String> flagsSet,
    List<String> flagsCleared,
    List<String> warnings) {
  public SsoOutcome {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    joined = Collections.unmodifiableSet(new TreeSet<>(joined));
    left = Collections.unmodifiableSet(new TreeSet<>(left));
    flagsSet = List.copyOf(flagsSet);
    flagsCleared = List.copyOf(flagsCleared);
    warnings = List.copyOf(warnings);
  }

  public int groupsAdded() {
    return joined.size();
  }

  public int groupsRemoved() {
    return left.size();
  }

  public boolean flagsChanged() {
    return !flagsSet.isEmpty() || !flagsCleared.isEmpty();
  }
}
