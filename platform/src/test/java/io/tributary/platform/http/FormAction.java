package io.tributary.platform.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code form-action} of a page's content security policy. Chromium and Safari hold it against
 * every redirect that follows a form, which is a trap for login pages.
 */
record FormAction(URI page, List<String> sources) {

  static Optional<FormAction> of(URI page, List<String> policies) {
    return policies.stream()
        .flatMap(policy -> List.of(policy.split(";", -1)).stream())
        .map(directive -> List.of(directive.trim().split("\\s+", -1)))
        .filter(words -> words.get(0).equalsIgnoreCase("form-action"))
        .findFirst()
        .map(words -> new FormAction(page, words.subList(1, words.size())));
  }

  boolean allows(URI target) {
    return sources.stream().anyMatch(source -> matches(source.toLowerCase(Locale.ROOT), target));
  }

  private boolean matches(String source, URI target) {
    String scheme = target.getScheme().toLowerCase(Locale.ROOT);
    if (source.equals("'self'")) {
      return Site.origin(page).equals(Site.origin(target));
    }
    if (source.endsWith(":")) {
      return source.equals(scheme + ":");
    }
    if (source.equals("*")) {
      return scheme.equals("http") || scheme.equals("https");
    }
    return source.equals(Site.origin(target)) || target.toString().startsWith(source + "/");
  }
}
