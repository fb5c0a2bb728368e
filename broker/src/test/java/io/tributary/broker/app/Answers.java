package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of the authorization endpoint that are no query. */
final class Answers {
  private Answers() {}

  /** Parameters in the fragment of a redirect to the callback; nothing is in its query. */
  static Map<String, String> fragment(Page page) {
    assertTrue(page.isRedirect(), () -> page + " " + page.text());
    URI at = page.location();
    assertTrue(at.toString().startsWith(World.CALLBACK + "#"), at::toString);
    assertNull(at.getRawQuery());
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : at.getRawFragment().split("&", -1)) {
      int equals = pair.indexOf('=');
      String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      assertNull(found.put(pair.substring(0, equals), value), at::toString);
    }
    return found;
  }

  /** Fields of the form that a page posts to the callback; nothing of it in any address. */
  static Map<String, String> posted(Person person, Page page) {
    assertEquals(200, page.status(), page::text);
    assertFalse(page.isRedirect());
    assertEquals("no-store", page.header("cache-control").orElse(""));
    assertEquals("no-referrer", page.header("referrer-policy").orElse(""));
    String policy = page.header("content-security-policy").orElse("");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("form-action http: https:;"), policy);
    assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe"), policy);
    Form form = page.form();
    assertEquals("POST", form.method());
    assertEquals(World.CALLBACK, form.action().toString());
    for (String secret : List.of("code", "access_token", "id_token")) {
      form.value(secret)
          .ifPresent(
              value ->
                  assertFalse(
                      person.hops().stream().anyMatch(hop -> hop.toString().contains(value))));
    }
    return form.fields();
  }

  /** Claims of a JWT whose signature others check. */
  static JsonObject claims(String jwt) {
    return LoginIT.payload(jwt);
  }

  /** OpenID Connect Core §3.3.2.11, for RS256. */
  static String halfHash(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, digest.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
