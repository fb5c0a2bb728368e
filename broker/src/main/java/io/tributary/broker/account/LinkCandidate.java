package io.tributary.broker.account;

import io.tributary.broker.identity.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * The account that holds the verified address of a first login, and what speaks against joining.
 *
 * @param password it has a password of ours
 * @param privileged it has a privileged role of ours
 * @param sameProvider it has another identity at the same (upstream, issuer)
 * @param upstreams by which it logs in
 */
record LinkCandidate(
    String subject,
    boolean disabled,
    boolean password,
    boolean privileged,
    boolean sameProvider,
    List<String> upstreams) {

  /** What becomes of a first login with this account's address. */
  enum Decision {
    LINK,
    SEPARATE,
    PROVE,
    DISABLED
  }

  /**
   * The address is verified on both sides and the upstream is authoritative for its domain; what
   * else the rules of linking ask.
   */
  Decision decide() {
    if (disabled) {
      // A way around being disabled, otherwise: log in by another upstream, get a fresh account.
      return Decision.DISABLED;
    }
    if (sameProvider) {
      // The provider itself says that these are two people: an address was given to somebody new.
      return Decision.SEPARATE;
    }
    return password || privileged ? Decision.PROVE : Decision.LINK;
  }

  List<String> methods() {
    List<String> methods = new ArrayList<>(upstreams);
    if (password) {
      methods.add(Identity.LOCAL);
    }
    return List.copyOf(methods);
  }
}
