package io.tributary.inventory.pipeline;

import io.tributary.inventory.user.User;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Steps 2 to 4: whose account a login belongs to. */
public sealed interface AccountChoice {
  <T> T fold(
      Function<User, T> known, Function<User, T> link, Supplier<T> create, Supplier<T> refuse);

  /**
   * The rule, in its order: the account of (issuer, subject); else, where the setting allows, the
   * one account with the same verified e-mail that has no local password and nobody of this issuer
   * yet; else a new one. A user name never finds an account.
   *
   * @param sameEmail accounts with the login's e-mail address
   */
  static AccountChoice decide(
      SsoDetails login, Optional<User> known, List<EmailMatch> sameEmail, boolean associate) {
    if (known.isPresent()) {
      return known.get().active() ? new Known(known.get()) : new Refuse();
    }
    if (!associate || !login.emailVerified() || login.email().isEmpty()) {
      return new Create();
    }
    // Two accounts with one address: choosing would be guessing.
    return sameEmail.size() == 1 && sameEmail.get(0).mayBeLinked()
        ? new Link(sameEmail.get(0).user())
        : new Create();
  }

  /**
   * An account with the same e-mail address.
   *
   * @param verified its address was verified as well: else whoever claimed it first would get the
   *     login of its owner
   * @param sameIssuer somebody of this issuer is linked to it: the address changed hands
   */
  record EmailMatch(User user, boolean verified, boolean sameIssuer) {
    boolean mayBeLinked() {
      return verified && !sameIssuer && user.active() && !user.localPassword();
    }
  }

  /** Linked before. */
  record Known(User user) implements AccountChoice {
    @Override
    public <T> T fold(
        Function<User, T> known, Function<User, T> link, Supplier<T> create, Supplier<T> refuse) {
      return known.apply(user);
    }
  }

  /** To be linked now. */
  record Link(User user) implements AccountChoice {
    @Override
    public <T> T fold(
        Function<User, T> known, Function<User, T> link, Supplier<T> create, Supplier<T> refuse) {
      return link.apply(user);
    }
  }

  /** Somebody new. */
  record Create() implements AccountChoice {
    @Override
    public <T> T fold(
        Function<User, T> known, Function<User, T> link, Supplier<T> create, Supplier<T> refuse) {
      return create.get();
    }
  }

  /** The account was switched off here. */
  record Refuse() implements AccountChoice {
    @Override
    public <T> T fold(
        Function<User, T> known, Function<User, T> link, Supplier<T> create, Supplier<T> refuse) {
      return refuse.get();
    }
  }
}
