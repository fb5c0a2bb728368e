package io.tributary.broker.account;

import java.util.Optional;

/**
 * A person as the broker knows them.
 *
 * @param subject random 128-bit id (22 characters of base64url), never used again for anybody else
 * @param username unique over all accounts that ever were; stands in {@code preferred_username}
 * @param email as last told; well formed
 * @param emailVerified the broker itself holds the address as verified: an upstream said so
 *     <em>and</em> is listed as authoritative for its domain, or an administrator of ours said so
 * @param disabled may not log in; sessions do not work
 */
public record Account(
    String subject,
    String username,
    Optional<String> email,
    boolean emailVerified,
    Optional<String> name,
    boolean disabled) {}
