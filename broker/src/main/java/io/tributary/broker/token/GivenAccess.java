package io.tributary.broker.token;

import java.util.Optional;

/**
 * What one statement gave a client at the end of a login.
 *
 * @param code empty where the response has none
 */
public record GivenAccess(Grant grant, Optional<String> code) {
  @Override
  public String toString() {
    return "GivenAccess";
  }
}
