package io.tributary.broker.login;

import io.tributary.broker.upstream.Upstreams;
import io.tributary.broker.web.FormTargets;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where the forms of a login may end: at the client, or at an upstream. */
final class LoginTargets {
  private final Upstreams upstreams;

  LoginTargets(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  FormTargets of(LoginAttempt attempt, LoginPolicy policy) {
    List<URI> ends = new ArrayList<>();
    ends.add(URI.create(attempt.request().redirectUri()));
    policy.upstreams().stream()
        .map(upstreams::find)
        .flatMap(found -> found.stream())
        .map(upstream -> upstream.config().provider().issuer())
        .filter(Objects::nonNull)
        .forEach(ends::add);
    return FormTargets.selfAnd(ends);
  }
}
