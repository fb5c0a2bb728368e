package io.tributary.inventory.page;

/**
 * Where a form is sent and its protection.
 *
 * @param action path on this host
 * @param token value of the hidden field {@code csrf}
 */
public record FormTarget(String action, String token) {

  /** A form of this browser (see {@link FormGuard}). */
  public static FormTarget of(String secret, String action) {
    return new FormTarget(action, FormGuard.token(secret, action));
  }

  @Override
  public String toString() {
    return "FormTarget[" + action + "]";
  }
}
