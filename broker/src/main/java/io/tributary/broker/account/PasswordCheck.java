package io.tributary.broker.account;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a user name and a password. */
public sealed interface PasswordCheck
    permits PasswordCheck.Ok,
        PasswordCheck.Wrong,
        PasswordCheck.SlowDown,
        PasswordCheck.Unavailable {

  /** Calls the function of this outcome. */
  <T> T fold(
      Function<Ok, T> ok,
      Supplier<T> wrong,
      Function<SlowDown, T> slowDown,
      Supplier<T> unavailable);

  /**
   * @param groups of ours, sorted
   * @param claims of ours, beside name and e-mail
   */
  record Ok(Account account, List<String> groups, Map<String, Object> claims)
      implements PasswordCheck {
    @Override
    public <T> T fold(
        Function<Ok, T> ok,
        Supplier<T> wrong,
        Function<SlowDown, T> slowDown,
        Supplier<T> unavailable) {
      return ok.apply(this);
    }
  }

  /** Unknown, without a password, disabled or wrong: the same answer after the same work. */
  record Wrong() implements PasswordCheck {
    @Override
    public <T> T fold(
        Function<Ok, T> ok,
        Supplier<T> wrong,
        Function<SlowDown, T> slowDown,
        Supplier<T> unavailable) {
      return wrong.get();
    }
  }

  /**
   * Too many failures; the password was not looked at. Known and unknown names get it alike.
   *
   * @param retryAfterSeconds at least 1
   */
  record SlowDown(long retryAfterSeconds) implements PasswordCheck {
    @Override
    public <T> T fold(
        Function<Ok, T> ok,
        Supplier<T> wrong,
        Function<SlowDown, T> slowDown,
        Supplier<T> unavailable) {
      return slowDown.apply(this);
    }
  }

  /** No free place among the password workers: 503 with {@code Retry-After}. */
  record Unavailable() implements PasswordCheck {
    @Override
    public <T> T fold(
        Function<Ok, T> ok,
        Supplier<T> wrong,
        Function<SlowDown, T> slowDown,
        Supplier<T> unavailable) {
      return unavailable.get();
    }
  }
}
