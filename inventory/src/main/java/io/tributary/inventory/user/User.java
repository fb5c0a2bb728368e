package io.tributary.inventory.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as it stands now.
 *
 * @param email empty when unknown
 * @param localPassword whether it has one: such an account is never touched by single sign-on
 */
public record User(
    long id,
    String username,
    String firstName,
    String lastName,
    String email,
    boolean active,
    boolean superuser,
    boolean staff,
    boolean localPassword,
    Instant dateJoined,
    Optional<Instant> lastLogin) {

  /** The person's name, or the user name when there is none. */
  public String display() {
    String full = (firstName + " " + lastName).strip();
    return full.isEmpty() ? username : full;
  }

  /** The flags that are set, in words, strongest first. */
  public List<String> roles() {
    if (superuser && staff) {
      return List.of("superuser", "staff");
    }
    if (superuser) {
      return List.of("superuser");
    }
    return staff ? List.of("staff") : List.of();
  }
}
