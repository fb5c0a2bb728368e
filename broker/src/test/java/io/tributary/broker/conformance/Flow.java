package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Form;
import io.tributary.platform.http.Page;
import io.tributary.platform.protocol.ResponseMode;
import io.tributary.platform.protocol.ResponseType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plan of the suite asks for in every request, and where the answers must then stand.
 *
 * @param mode as asked for; without one, the standard mode of the type
 */
record Flow(Set<ResponseType> types, Optional<ResponseMode> mode) {
  static final Flow CODE = of("code");

  static Flow of(String types) {
    return new Flow(ResponseType.parse(types), Optional.empty());
  }

  Flow asForm() {
    return new Flow(types, Optional.of(ResponseMode.FORM_POST));
  }

  String type() {
    return ResponseType.wire(types);
  }

  boolean has(ResponseType type) {
    return types.contains(type);
  }

  /** With no access token to be had, what scopes ask for stands in the id_token (§5.4). */
  boolean isWithoutAccess() {
    return types.equals(Set.of(ResponseType.ID_TOKEN));
  }

  /**
   * What the callback is given, in the place where this flow has it and nowhere else; a query of
   * its own is taken off.
   */
  Map<String, String> received(Page page, String callback) {
    Map<String, String> found = new LinkedHashMap<>(parameters(page, callback));
    int own = callback.indexOf('?');
    if (own > 0 && standard() == ResponseMode.QUERY) {
      Wire.decoded(callback.substring(own + 1))
          .forEach((name, value) -> assertEquals(value, found.remove(name)));
    }
    return found;
  }

  private ResponseMode standard() {
    return mode.orElse(ResponseMode.standard(types));
  }

  private Map<String, String> parameters(Page page, String callback) {
    if (standard() == ResponseMode.FORM_POST) {
      return fields(page, callback);
    }
    assertTrue(page.isRedirect(), () -> page + " " + page.text());
    URI at = page.location();
    if (standard() == ResponseMode.FRAGMENT) {
      assertEquals(callback, at.toString().replaceFirst("#.*$", ""));
      return Wire.decoded(at.getRawFragment());
    }
    assertTrue(at.toString().startsWith(callback), at::toString);
    assertNull(at.getRawFragment());
    return Wire.decoded(at.getRawQuery());
  }

  /** OAuth 2.0 Form Post Response Mode §2. */
  private static Map<String, String> fields(Page page, String callback) {
    assertEquals(200, page.status(), page::text);
    assertFalse(page.isRedirect(), page::toString);
    assertTrue(page.contentType().startsWith("text/html"), page::contentType);
    assertTrue(page.header("cache-control").orElse("").contains("no-store"));
    Form form = page.form();
    assertEquals("POST", form.method());
    assertEquals(callback, form.action().toString());
    return form.fields();
  }

  /** The members of a successful answer: each that was asked for, and nothing else. */
  void assertMembers(Map<String, String> answer) {
    Set<String> wanted = new TreeSet<>(Set.of("state", "iss"));
    Set<String> found = new TreeSet<>(answer.keySet());
    // OpenID Connect Session Management 1.0 §2, where that is on.
    found.remove("session_state");
    types.forEach(type -> wanted.add(type == ResponseType.TOKEN ? "access_token" : type.wire()));
    if (has(ResponseType.TOKEN)) {
      wanted.add("token_type");
      wanted.add("expires_in");
      // REQUIRED only where it differs from what was asked (RFC 6749 §4.2.2).
      found.remove("scope");
      assertTrue("Bearer".equalsIgnoreCase(answer.get("token_type")), answer.get("token_type"));
      assertTrue(Integer.parseInt(answer.get("expires_in")) > 0);
    }
    assertEquals(wanted, found);
  }
}
