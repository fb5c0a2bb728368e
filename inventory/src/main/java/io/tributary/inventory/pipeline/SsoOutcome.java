package io.tributary.inventory.pipeline;

import io.tributary.inventory.user.User;
import java.util.List;

/**
 * What the pipeline did.
 *
 * @param user as the account stands now
 * @param created a new account
 * @param linked an existing account, by its e-mail
 * @param warnings {@code username_taken}, {@code groups_missing}, {@code group_names_dropped},
 *     {@code local_account}
 */
public record SsoOutcome(
    User user,
    boolean created,
    boolean linked,
    int groupsAdded,
    int groupsRemoved,
    boolean flagsChanged,
    List<String> warnings) {}
