package io.tributary.platform.relyingparty;

import java.time.Duration;

/** Told of every call to a provider, for metrics. */
@FunctionalInterface
public interface ProviderCalls {
  /**
   * @param provider name
   * @param operation {@code discovery}, {@code jwks}, {@code token}, {@code userinfo}, {@code
   *     login_report}
   * @param status HTTP status, or 0 when no answer came
   */
  void called(String provider, String operation, Duration took, int status);

  static ProviderCalls ignored() {
    return (provider, operation, took, status) -> {};
  }
}
