package io.tributary.broker.web;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a page's forms may lead, redirects included: Chromium and Safari hold {@code form-action}
 * against every redirect that follows a form, so a page whose form ends in a redirect names its end
 * too.
 *
 * @param directive the finished CSP directive with its separator, or nothing where a custom scheme
 *     occurs, which the directive cannot name reliably
 */
public record FormTargets(String directive) {
  private static final String SELF = "; form-action 'self'";

  public static FormTargets self() {
    return new FormTargets(SELF);
  }

  /** Ourselves and the origins of these URLs. */
  public static FormTargets selfAnd(Collection<URI> ends) {
    Set<String> origins = new LinkedHashSet<>();
    for (URI end : ends) {
      if (end.getHost() == null || end.getScheme() == null || !end.getScheme().startsWith("http")) {
        return new FormTargets("");
      }
      origins.add(PublicUrl.origin(end));
    }
    return new FormTargets(origins.isEmpty() ? SELF : SELF + " " + String.join(" ", origins));
  }
}
