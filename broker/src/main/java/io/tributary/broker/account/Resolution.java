package io.tributary.broker.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whose account a verified login is for. */
public sealed interface Resolution
    permits Resolution.Known, Resolution.Created, Resolution.Linked, Resolution.Refused {

  /** Calls the function of this outcome. */
  <T> T fold(
      Function<Known, T> known,
      Function<Created, T> created,
      Function<Linked, T> linked,
      Function<Refused, T> refused);

  /** The account, unless the login is refused. */
  default Optional<Account> account() {
    return fold(
        known -> Optional.of(known.person()),
        created -> Optional.of(created.person()),
        linked -> Optional.of(linked.person()),
        refused -> Optional.empty());
  }

  /** This (upstream, issuer, sub) has logged in before. */
  record Known(Account person) implements Resolution {
    @Override
    public <T> T fold(
        Function<Known, T> known,
        Function<Created, T> created,
        Function<Linked, T> linked,
        Function<Refused, T> refused) {
      return known.apply(this);
    }
  }

  /**
   * A first login made an account.
   *
   * @param clash the user name that was wanted but belongs to another account
   */
  record Created(Account person, Optional<String> clash) implements Resolution {
    @Override
    public <T> T fold(
        Function<Known, T> known,
        Function<Created, T> created,
        Function<Linked, T> linked,
        Function<Refused, T> refused) {
      return created.apply(this);
    }
  }

  /** A first login was joined to an account that holds the same verified e-mail address. */
  record Linked(Account person) implements Resolution {
    @Override
    public <T> T fold(
        Function<Known, T> known,
        Function<Created, T> created,
        Function<Linked, T> linked,
        Function<Refused, T> refused) {
      return linked.apply(this);
    }
  }

  /**
   * Nobody is logged in; nothing was written.
   *
   * @param methods how the existing account logs in: names of upstreams, {@code local} for a
   *     password; for the page that says how to go on
   */
  record Refused(Reason reason, List<String> methods) implements Resolution {
    @Override
    public <T> T fold(
        Function<Known, T> known,
        Function<Created, T> created,
        Function<Linked, T> linked,
        Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }

  /** Why a login is refused. */
  enum Reason {
    /** The account was disabled or deleted. */
    DISABLED,
    /**
     * An account with a password or a privileged role holds this verified address: the person must
     * log in to it first.
     */
    LINK_NEEDS_PROOF
  }
}
