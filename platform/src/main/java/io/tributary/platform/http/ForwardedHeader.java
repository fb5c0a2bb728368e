package io.tributary.platform.http;

import java.util.List;
import java.util.Optional;

/**
 * How a proxy tells where a request came from. Only addresses are read: scheme and host are those
 * of the configured public URL, whatever a header says.
 */
public enum ForwardedHeader {
  /** The old custom: {@code 198.51.100.1, 10.0.0.2}. */
  X_FORWARDED_FOR("X-Forwarded-For") {
    @Override
    Optional<String> node(String element) {
      return Optional.of(element);
    }
  },
  /** RFC 7239: {@code for=198.51.100.1;proto=https, for="[2001:db8::1]:4711"}. */
  FORWARDED("Forwarded") {
    @Override
    Optional<String> node(String element) {
      Optional<String> found = Optional.empty();
      for (String pair : element.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
          if (found.isPresent()) {
            return Optional.empty(); // RFC 7239 §4: each parameter once
          }
          found = Optional.of(unquoted(pair.substring(equals + 1).strip()));
        }
      }
      return found;
    }
  };

  private final String wire;

  ForwardedHeader(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  /**
   * The address that one element names, still with its port; nothing when it names none. What an
   * address is, and a quoted-pair is not in one, is judged by whoever reads it.
   */
  abstract Optional<String> node(String element);

  /**
   * The elements of all lines, the last one first: that is the one that the nearest proxy wrote.
   *
   * <p>Read from the right, since the left is the client's: a quotation mark that it leaves open
   * must not swallow what the proxy added behind it.
   */
  Hops hops(List<String> lines) {
    return new Hops(this, String.join(",", lines));
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** A list that is read backwards, no further than asked for. */
  static final class Hops {
    private final ForwardedHeader header;
    private String rest;
    private boolean over;

    private Hops(ForwardedHeader header, String lines) {
      this.header = header;
      this.rest = lines;
      this.over = lines.isEmpty();
    }

    /** The next one to the left; nothing at the end, or where none is named. */
    Optional<String> next() {
      if (over) {
        return Optional.empty();
      }
      int comma = lastComma();
      String element = rest.substring(comma + 1).strip();
      over = comma < 0;
      rest = over ? "" : rest.substring(0, comma);
      return header.node(element);
    }

    /** Outside quotation marks, counted from the right. */
    private int lastComma() {
      boolean quoted = false;
      for (int i = rest.length() - 1; i >= 0; i--) {
        char c = rest.charAt(i);
        if (c == '"') {
          quoted = !quoted;
        } else if (c == ',' && !quoted) {
          return i;
        }
      }
      return -1;
    }
  }
}
