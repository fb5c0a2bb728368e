package io.tributary.inventory.login;

import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.page.Page;
import java.util.Optional;

/**
 * Asks before logging out, or says that it is done.
 *
 * @param form asks; empty when the session has ended
 * @param goOn the provider's logout. The page leads there by itself: a redirect in answer to the
 *     form would be held against {@code form-action} at every hop, and we do not know the
 *     provider's own upstreams
 */
public record LogoutView(String title, Optional<FormTarget> form, Optional<String> goOn)
    implements Page {
  @Override
  public String template() {
    return "logout.jte";
  }
}
