package io.tributary.broker.identity;

import java.util.List;
import java.util.Optional;

/**
 * A person in one vocabulary, whichever provider spoke; the input of the scope mappings.
 *
 * @param upstream name of the upstream in the configuration, or {@link #LOCAL}
 * @param issuer issuer of the login, exactly as discovered; our own for local accounts
 * @param sub the provider's id of the person
 * @param emailVerified only when the provider said so
 * @param groups names, in the provider's order, without duplicates
 * @param raw everything the provider said
 */
public record Identity(
    String upstream,
    String issuer,
    String sub,
    Optional<String> preferredUsername,
    Optional<String> email,
    boolean emailVerified,
    Optional<String> name,
    List<String> groups,
    ClaimSet raw) {
  /** The upstream name of accounts that have their password here. */
  public static final String LOCAL = "local";
}
