package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an application gets back at its redirect URI; no parameter twice. */
record Arrival(URI uri, Map<String, String> parameters) {
  static Arrival of(URI uri) {
    Map<String, String> found = new LinkedHashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (found.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
        throw new AssertionError("parameter " + name + " twice: " + uri);
      }
    }
    return new Arrival(uri, found);
  }

  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  String get(String name) {
    return parameters.get(name);
  }

  String code() {
    assertNull(get("error"), () -> uri.toString());
    return get("code");
  }

  /** It must be this error, without a code. */
  Arrival error(String expected) {
    assertEquals(expected, get("error"), () -> uri.toString());
    assertNull(get("code"));
    return this;
  }
}
