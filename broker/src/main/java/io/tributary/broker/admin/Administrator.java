package io.tributary.broker.admin;

import java.util.Set;

/**
 * Somebody who may use the console at this moment.
 *
 * @param username of the account
 * @param session id of the single sign-on session
 * @param grant id of what the console was given in it
 */
public record Administrator(
    String subject, String username, String session, String grant, Set<Permission> permissions) {
  public Administrator {
    permissions = Set.copyOf(permissions);
  }

  boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** As the author of changes. */
  String author() {
    return Authors.ofAccount(username);
  }

  @Override
  public String toString() {
    return "Administrator[" + subject + "]";
  }
}
