package io.tributary.platform.outbound;

/** No complete answer came. The message names the host and the reason, never a body or a header. */
public final class OutboundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The address is not allowed by the policy, or the scheme is not http(s). */
    REFUSED,
    UNRESOLVED,
    CONNECT,
    TLS,
    TIMEOUT,
    TOO_LARGE,
    BROKEN,
    /** Too many requests are under way to this host. */
    BUSY
  }

  private final Reason reason;

  public OutboundException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
