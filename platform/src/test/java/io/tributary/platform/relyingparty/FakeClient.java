package io.tributary.platform.relyingparty;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * A client registered at a {@link FakeUpstream}.
 *
 * @param redirectUris compared exactly
 * @param postLogoutRedirectUris compared exactly
 */
record FakeClient(
    String id, String secret, Set<String> redirectUris, Set<String> postLogoutRedirectUris) {

  /** By exactly one method, basic credentials form-encoded (RFC 6749 §2.3.1). */
  boolean authenticated(HttpServerRequest request) {
    Optional<String> header = Optional.ofNullable(request.getHeader("authorization"));
    String postedSecret = request.getFormAttribute("client_secret");
    if (header.isPresent()) {
      return postedSecret == null && header.get().startsWith("Basic ") && basic(header.get());
    }
    return id.equals(request.getFormAttribute("client_id")) && secret.equals(postedSecret);
  }

  private boolean basic(String header) {
    String pair =
        new String(
            Base64.getDecoder().decode(header.substring("Basic ".length())),
            StandardCharsets.US_ASCII);
    int colon = pair.indexOf(':');
    return colon > 0
        && decode(pair.substring(0, colon)).equals(id)
        && decode(pair.substring(colon + 1)).equals(secret);
  }

  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}
