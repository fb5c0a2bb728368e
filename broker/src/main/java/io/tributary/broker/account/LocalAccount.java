package io.tributary.broker.account;

import java.util.List;
import java.util.Map;

/**
 * An account with a password of ours.
 *
 * @param groups sorted
 * @param claims standard claims beside name and e-mail
 */
public record LocalAccount(Account account, List<String> groups, Map<String, Object> claims) {}
