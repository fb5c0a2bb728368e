package io.tributary.platform.protocol;

import java.util.Optional;

/**
 * A refusal that the other side may know about.
 *
 * <p>The public part ({@link #code()}, {@link #description()}) is made of constants and of our own
 * values, never of input or of a foreign message. The private part ({@link #detail()}, {@link
 * #getCause()}) goes to the log, once, with the request id.
 */
public final class OAuthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String description;
  private final String detail;

  private OAuthException(ErrorCode code, String description, String detail, Throwable cause) {
    // Refusals are flow, not bugs: without a cause they need no stack trace.
    super(code.wire() + ": " + description, cause, false, cause != null);
    this.code = code;
    this.description = description;
    this.detail = detail;
  }

  public static OAuthException of(ErrorCode code, String description) {
    return new OAuthException(code, description, null, null);
  }

  /** A refusal whose reason is for the log only. */
  public static OAuthException of(ErrorCode code, String description, String detail) {
    return new OAuthException(code, description, detail, null);
  }

  public static OAuthException of(ErrorCode code, String description, Throwable cause) {
    return new OAuthException(code, description, null, cause);
  }

  public ErrorCode code() {
    return code;
  }

  /** Public text: one sentence, without a full stop. */
  public String description() {
    return description;
  }

  /** Private text for the log. */
  public Optional<String> detail() {
    return Optional.ofNullable(detail);
  }
}
