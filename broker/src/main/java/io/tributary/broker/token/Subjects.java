package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.keys.StableIds;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/**
 * The names under which a client knows a person and a session: the same in id_token, access token,
 * userinfo, logout token and introspection.
 */
public final class Subjects {
  private final StableIds pairwise;
  private final StableIds sessions;

  public Subjects(SealingKeys keys, String issuer) {
    this.pairwise = keys.stableIds(issuer, "pairwise");
    this.sessions = keys.stableIds(issuer, "sid");
  }

  /** {@code sub}: the account's own, or pairwise for the client's sector. */
  public String sub(String subject, Client client) {
    return client.tokens().sector().map(sector -> pairwise.of(sector, subject)).orElse(subject);
  }

  /**
   * {@code sid} (OpenID Connect Front-Channel Logout §3): differs for each client, so that clients
   * cannot tell that they share a session, and tells nothing of the session's cookie.
   */
  public String sid(Buffer sessionHash, String clientId) {
    return sessions.of(Base64.getEncoder().encodeToString(sessionHash.getBytes()), clientId);
  }
}
