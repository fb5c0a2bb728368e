package io.tributary.broker.registration;

/** Who may register a client. */
public enum RegistrationPolicy {
  /** Nobody: there is no such address. */
  OFF,
  /** Who shows an initial access token. */
  PROTECTED,
  /** Everybody, slowly. */
  OPEN
}
