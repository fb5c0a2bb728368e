package io.tributary.broker.account;

import java.util.List;

/**
 * An account with a password of ours.
 *
 * @param groups sorted
 */
public record LocalAccount(Account account, List<String> groups) {}
