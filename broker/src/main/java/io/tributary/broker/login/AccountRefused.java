package io.tributary.broker.login;

import io.tributary.broker.account.Resolution;
import java.util.List;

/** The person is known to the upstream but gets no session here: a page says how to go on. */
final class AccountRefused extends LoginFailure {
  private static final long serialVersionUID = 1L;

  private final transient LoginAttempt attempt;
  private final String upstream;
  private final Resolution.Reason reason;
  private final transient List<String> methods;

  AccountRefused(LoginAttempt attempt, String upstream, Resolution.Refused refused) {
    super("account refused: " + refused.reason(), null);
    this.attempt = attempt;
    this.upstream = upstream;
    this.reason = refused.reason();
    this.methods = refused.methods();
  }

  @Override
  void fold(Cases cases) {
    cases.accountRefused(this);
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
