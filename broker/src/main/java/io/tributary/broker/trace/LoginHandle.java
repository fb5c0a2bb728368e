package io.tributary.broker.trace;

import io.tributary.platform.protocol.Digests;

/**
 * How the report of an application finds the login that it means: made of the {@code sid} of its
 * id_token, its issuer and its own client id, so that the {@code sid} of another client finds
 * nothing. Its form is no id that a person may ask for.
 */
public final class LoginHandle {
  private static final String MARK = "sid:";

  private LoginHandle() {}

  /**
   * @param issuer exact identifier
   */
  public static String of(String issuer, String clientId, String sid) {
    return MARK + Digests.base64Url(Digests.sha256(issuer + "\n" + clientId + "\n" + sid));
  }
}
