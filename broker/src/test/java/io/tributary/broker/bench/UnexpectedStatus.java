package io.tributary.broker.bench;

import io.vertx.core.http.HttpClientResponse;

/** An answer that is not the one that the operation needs. */
final class UnexpectedStatus extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final boolean retryAfter;

  UnexpectedStatus(HttpClientResponse response, String said) {
    // Thousands of them come in a second: nobody reads where each was made.
    super(response.statusCode() + " " + said, null, false, false);
    this.status = response.statusCode();
    this.retryAfter = response.getHeader("retry-after") != null;
  }

  /** Whether the provider said that it has too much to do, and when to come again. */
  boolean refusedInOrder() {
    return status == 503 && retryAfter;
  }
}
