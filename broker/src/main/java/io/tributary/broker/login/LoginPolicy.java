package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.identity.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways to log in: all that there are, or those of one client.
 *
 * @param upstreams names, in the order of the configuration
 * @param local whether accounts with a password here may be used
 */
public record LoginPolicy(List<String> upstreams, boolean local) {

  /** What remains of these ways for a client that lists its own. */
  LoginPolicy of(Client client) {
    List<String> only = client.requests().upstreams();
    if (only.isEmpty()) {
      return this;
    }
    return new LoginPolicy(
        upstreams.stream().filter(only::contains).toList(), local && only.contains(Identity.LOCAL));
  }

  boolean allows(String way) {
    return way.equals(Identity.LOCAL) ? local : upstreams.contains(way);
  }

  List<String> ways() {
    List<String> ways = new ArrayList<>(upstreams);
    if (local) {
      ways.add(Identity.LOCAL);
    }
    return ways;
  }
}
