package io.tributary.broker.account;

import io.tributary.platform.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account to make, with a password of ours.
 *
 * @param emailVerified an administrator vouches for the address; kept as unverified when another
 *     account holds it as verified
 * @param claims standard claims beside name and e-mail, checked
 * @param demo a demonstration's: its password may be short
 */
public record NewLocalAccount(
    String username,
    Secret password,
    Optional<String> email,
    boolean emailVerified,
    Optional<String> name,
    List<String> groups,
    boolean demo,
    Map<String, Object> claims) {}
