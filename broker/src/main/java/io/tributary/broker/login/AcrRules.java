package io.tributary.broker.login;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.request.AcrWish;
import io.tributary.broker.session.Session;
import java.util.List;
import java.util.Optional;

/**
 * How a login is called to clients ({@code acr}, OpenID Connect Core §2): by its upstream's own
 * word, or, for a password kept here, by the names that the configuration has for that. A login is
 * never called what it was not, whatever a client asks for.
 *
 * @param ofPasswords all names of a login by password, the usual one first
 */
public record AcrRules(List<String> ofPasswords) {

  /** Every name of the login that began the session. */
  List<String> met(Session session) {
    return session.upstream().equals(Identity.LOCAL)
        ? ofPasswords
        : session.acr().map(List::of).orElse(List.of());
  }

  /** The name that suits the client best; the usual one when none does. */
  Optional<String> told(Session session, AcrWish wish) {
    List<String> met = met(session);
    return wish.values().stream()
        .filter(met::contains)
        .findFirst()
        .or(() -> met.stream().findFirst());
  }
}
