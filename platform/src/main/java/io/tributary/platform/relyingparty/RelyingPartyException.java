package io.tributary.platform.relyingparty;

import java.util.Optional;

/**
 * A login that did not succeed. The message is for the log: it names the check, never a token or a
 * foreign text longer than the error code.
 */
public final class RelyingPartyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault, which decides what the person and the client are told. */
  public enum Kind {
    /** The provider said {@code access_denied}, or the person cancelled there. */
    DENIED,
    /** It wants an interaction that the request forbade ({@code login_required} and its kin). */
    INTERACTION_REQUIRED,
    /** Down, slow, or {@code temporarily_unavailable}. */
    UNAVAILABLE,
    /** It answered wrongly: bad signature, issuer, audience, nonce, garbage, too large. */
    MISBEHAVED,
    /** Our own client id, secret or redirect URI is wrong there. */
    MISCONFIGURED,
    /** The answer does not belong to this login: wrong state, wrong provider. */
    FOREIGN_RESPONSE,
    /** The provider did not prove that the person logged in anew. */
    NOT_FRESH
  }

  private final Kind kind;
  private final transient Optional<ProviderRefusal> refusal;

  public RelyingPartyException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.refusal = Optional.empty();
  }

  RelyingPartyException(Kind kind, String message, ProviderRefusal refusal) {
    super(message);
    this.kind = kind;
    this.refusal = Optional.of(refusal);
  }

  public RelyingPartyException(Kind kind, String message) {
    this(kind, message, (Throwable) null);
  }

  public Kind kind() {
    return kind;
  }

  /** What the provider answered, in a response that is known to belong to the login. */
  public Optional<ProviderRefusal> refusal() {
    return refusal;
  }
}
