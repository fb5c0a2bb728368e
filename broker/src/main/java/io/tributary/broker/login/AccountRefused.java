package io.tributary.broker.login;

import io.tributary.broker.account.Resolution;
import java.util.List;

/** The person is known to the upstream but gets no session here: a page says how to go on. */
final class AccountRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient LoginAttempt attempt;
  private final String upstream;
  private final Resolution.Reason reason;
  private final transient List<String> methods;

  private AccountRefused(
      LoginAttempt attempt, String upstream, Resolution.Reason reason, List<String> methods) {
    super("account refused: " + reason, null, false, false);
    this.attempt = attempt;
    this.upstream = upstream;
    this.reason = reason;
    this.methods = methods;
  }

  static AccountRefused of(LoginAttempt attempt, String upstream, Resolution resolution) {
    return resolution.fold(
        known -> new AccountRefused(attempt, upstream, Resolution.Reason.DISABLED, List.of()),
        created -> new AccountRefused(attempt, upstream, Resolution.Reason.DISABLED, List.of()),
        linked -> new AccountRefused(attempt, upstream, Resolution.Reason.DISABLED, List.of()),
        refused -> new AccountRefused(attempt, upstream, refused.reason(), refused.methods()));
  }

  LoginAttempt attempt() {
    return attempt;
  }

  String upstream() {
    return upstream;
  }

  Resolution.Reason reason() {
    return reason;
  }

  /** Names of upstreams, or {@code local}, by which the account is reached today. */
  List<String> methods() {
    return methods;
  }
}
