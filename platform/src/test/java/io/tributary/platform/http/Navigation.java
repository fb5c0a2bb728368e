package io.tributary.platform.http;

import java.net.URI;
import java.util.Optional;

/**
 * What started a navigation; it holds for every redirect in it.
 *
 * @param initiator page whose link or form started it; absent when typed by the person
 * @param relation {@code Sec-Fetch-Site} of the last hop: once cross-site, always cross-site
 * @param formAction {@code form-action} of the page whose form started it
 */
record Navigation(Optional<URI> initiator, String relation, Optional<FormAction> formAction) {

  static Navigation typed() {
    return new Navigation(Optional.empty(), "none", Optional.empty());
  }

  static Navigation from(Page page, Optional<FormAction> formAction) {
    return new Navigation(Optional.of(page.uri()), "same-origin", formAction);
  }

  Navigation to(URI target) {
    if (initiator.isEmpty() || relation.equals("cross-site")) {
      return this;
    }
    String next = Site.relation(initiator.get(), target);
    boolean worse = next.equals("cross-site") || relation.equals("same-origin");
    return new Navigation(initiator, worse ? next : relation, formAction);
  }

  boolean isSameSite() {
    return !relation.equals("cross-site");
  }
}
