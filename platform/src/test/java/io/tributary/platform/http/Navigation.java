package io.tributary.platform.http;

import java.net.URI;
import java.util.Optional;

/**
 * What started a navigation; it holds for every redirect in it.
 *
 * @param initiator page whose link or form started it; absent when typed by the person
 * @param relation {@code Sec-Fetch-Site} of the last hop: once cross-site, always cross-site
 * @param formAction {@code form-action} of the page whose form started it
 * @param referrerPolicy of the page that started it; empty when it has none
 */
record Navigation(
    Optional<URI> initiator,
    String relation,
    Optional<FormAction> formAction,
    String referrerPolicy) {

  static Navigation typed() {
    return new Navigation(Optional.empty(), "none", Optional.empty(), "");
  }

  static Navigation from(Page page, Optional<FormAction> formAction) {
    return new Navigation(
        Optional.of(page.uri()),
        "same-origin",
        formAction,
        page.header("referrer-policy").orElse(""));
  }

  Navigation to(URI target) {
    if (initiator.isEmpty() || relation.equals("cross-site")) {
      return this;
    }
    String next = Site.relation(initiator.get(), target);
    boolean worse = next.equals("cross-site") || relation.equals("same-origin");
    return new Navigation(initiator, worse ? next : relation, formAction, referrerPolicy);
  }

  /**
   * {@code Origin} of a POST. A page whose policy lets nothing be told of it is "null" even to its
   * own site (Fetch, "append a request Origin header").
   */
  Optional<String> origin() {
    boolean hidden =
        referrerPolicy.equals("no-referrer")
            || (referrerPolicy.equals("same-origin") && !relation.equals("same-origin"));
    return initiator.map(page -> hidden ? "null" : Site.origin(page));
  }

  boolean isSameSite() {
    return !relation.equals("cross-site");
  }
}
