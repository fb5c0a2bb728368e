package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.request.ReturnAddress;

/** A request was refused before a login began, and there is a client to be told of it. */
final class RequestRefused extends LoginFailure {
  private static final long serialVersionUID = 1L;

  private final transient Client client;
  private final transient ReturnAddress back;

  /**
   * @param cause anything; what may be known of it is decided where it is told
   */
  RequestRefused(Client client, ReturnAddress back, Throwable cause) {
    super(cause.getMessage(), cause);
    this.client = client;
    this.back = back;
  }

  @Override
  void fold(Cases cases) {
    cases.requestRefused(this);
  }

  Client client() {
    return client;
  }

  ReturnAddress back() {
    return back;
  }
}
