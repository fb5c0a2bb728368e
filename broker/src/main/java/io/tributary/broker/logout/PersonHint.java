package io.tributary.broker.logout;

import io.tributary.broker.session.Session;
import io.tributary.broker.web.Parameters;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code logout_hint} (OpenID Connect RP-Initiated Logout §2): whom the application wants to sign
 * out, by user name, e-mail address, or the {@code sub} or {@code sid} that it knows. Anybody can
 * write it, so that it ends nothing and is never shown; it tells the person who is asked that
 * somebody else was meant.
 *
 * @param value as written
 */
record PersonHint(String value) {
  /** It travels through the browser; of what is longer the beginning fits nobody. */
  private static final int LONGEST = 320;

  static Optional<PersonHint> of(Parameters parameters) {
    return parameters
        .get("logout_hint")
        .filter(written -> !written.isBlank())
        .map(written -> new PersonHint(written.substring(0, Math.min(written.length(), LONGEST))));
  }

  /**
   * @param known names of the person and the session for the client
   */
  boolean fits(Session session, Stream<String> known) {
    return Stream.concat(Stream.of(session.username()), session.email().stream())
            .anyMatch(value::equalsIgnoreCase)
        || known.anyMatch(value::equals);
  }
}
