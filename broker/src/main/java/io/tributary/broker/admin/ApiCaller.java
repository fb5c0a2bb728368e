package io.tributary.broker.admin;

import java.util.Optional;
import java.util.Set;

/**
 * Whoever calls the API.
 *
 * @param client whose token it is
 * @param subject of the person who logged in for it; empty: the client acts for itself
 * @param author as changes name them
 * @param permissions that both the token and the person have
 */
record ApiCaller(
    String client, Optional<String> subject, String author, Set<Permission> permissions) {
  ApiCaller {
    permissions = Set.copyOf(permissions);
  }

  boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** What to count its calls by. */
  String counted() {
    return client + ' ' + subject.orElse("");
  }

  @Override
  public String toString() {
    return "ApiCaller[" + client + "]";
  }
}
