package io.tributary.broker.session;

import java.util.Optional;

/**
 * The sessions that an upstream means when it says that one of its own has ended.
 *
 * @param issuer of the upstream, as its tokens spell it
 * @param sid the upstream's session
 * @param sub the upstream's name of the person; alone it means all of their sessions
 */
public record UpstreamSession(
    String upstream, String issuer, Optional<String> sid, Optional<String> sub) {
  public UpstreamSession {
    if (sid.isEmpty() && sub.isEmpty()) {
      throw new IllegalArgumentException("A session or a person must be named");
    }
  }
}
