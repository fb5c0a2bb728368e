package io.tributary.broker.session;

import io.tributary.broker.account.Account;
import io.tributary.broker.identity.Identity;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A person signed in with one browser.
 *
 * @param id SHA-256 of the cookie's value, in base64url: safe to keep, to log and to bind to
 * @param account as it is now
 * @param privileged the account is noted as one that was given a privileged name
 * @param identity of the login that began the session
 * @param upstreamSid the upstream's id of its own session
 * @param amr how the person proved who they are (RFC 8176)
 */
public record Session(
    String id,
    Account account,
    boolean privileged,
    Identity identity,
    Optional<String> upstreamSid,
    Instant authTime,
    Optional<String> acr,
    List<String> amr,
    Instant createdAt,
    Instant expiresAt) {
  public String subject() {
    return account.subject();
  }

  /** Of the account, for people to read. */
  public String username() {
    return account.username();
  }

  /** Of the account, whether it is verified or not. */
  public Optional<String> email() {
    return account.email();
  }

  public String upstream() {
    return identity.upstream();
  }

  /** The hash as the tables of other packages refer to it. */
  public byte[] idHash() {
    return Base64.getUrlDecoder().decode(id);
  }

  @Override
  public String toString() {
    return "Session[" + id + "]";
  }
}
