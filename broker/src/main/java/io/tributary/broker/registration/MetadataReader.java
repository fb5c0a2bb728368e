package io.tributary.broker.registration;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes members out of a client's metadata, each with its type; a member of another type is
 * refused. What is taken is kept: that, and no more, is what is registered. {@code null} and empty
 * texts count as left out (RFC 7592 §2.2).
 */
final class MetadataReader {
  /** Characters of one text; a URI of more reaches few servers. */
  static final int LONGEST_TEXT = 2000;

  static final int MOST_TEXTS = 50;

  private static final int MOST_CHARACTERS = 24 * 1024;

  private final JsonObject given;
  private final JsonObject kept = new JsonObject();

  /**
   * @throws OAuthException for a text that no database stores
   */
  MetadataReader(JsonObject given) {
    requireStorable(given.getMap());
    this.given = given;
  }

  Optional<String> text(String name) {
    Object value = given.getValue(name);
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    String text = text(name, value);
    kept.put(name, text);
    return Optional.of(text);
  }

  private static String text(String name, Object value) {
    if (!(value instanceof String text)) {
      throw wrong(name, "is not a text");
    }
    if (text.length() > LONGEST_TEXT) {
      throw wrong(name, "is too long");
    }
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw wrong(name, "has a control character");
    }
    return text;
  }

  /** One of these; the first when it is left out. */
  String oneOf(String name, List<String> allowed) {
    String value = text(name).orElse(allowed.get(0));
    if (!allowed.contains(value)) {
      throw wrong(name, "has a value that is not supported here");
    }
    kept.put(name, value);
    return value;
  }

  /** One of these, or nothing. */
  Optional<String> optionalOneOf(String name, List<String> allowed) {
    Optional<String> value = text(name);
    if (value.isPresent() && !allowed.contains(value.get())) {
      throw wrong(name, "has a value that is not supported here");
    }
    return value;
  }

  /** A list of texts, each once; nothing when it is left out or empty. */
  Optional<List<String>> texts(String name) {
    Object value = given.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonArray list)) {
      throw wrong(name, "is not a list");
    }
    if (list.size() > MOST_TEXTS) {
      throw wrong(name, "has too many entries");
    }
    LinkedHashSet<String> found = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      found.add(text(name, list.getValue(i)));
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    keep(name, found);
    return Optional.of(List.copyOf(found));
  }

  /** Judged elsewhere, and longer than other texts. */
  void statement() {
    if (given.getValue("software_statement") instanceof String compact) {
      kept.put("software_statement", compact);
    }
  }

  boolean flag(String name) {
    Object value = given.getValue(name);
    if (value == null) {
      return false;
    }
    if (!(value instanceof Boolean flag)) {
      throw wrong(name, "is not true or false");
    }
    kept.put(name, flag);
    return flag;
  }

  /** Seconds, none negative. */
  OptionalLong seconds(String name, long most) {
    Object value = given.getValue(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!(value instanceof Integer || value instanceof Long)
        || ((Number) value).longValue() < 0
        || ((Number) value).longValue() > most) {
      throw wrong(name, "is not a number of seconds");
    }
    long seconds = ((Number) value).longValue();
    kept.put(name, seconds);
    return OptionalLong.of(seconds);
  }

  Optional<JsonObject> object(String name) {
    Object value = given.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonObject object)) {
      throw wrong(name, "is not an object");
    }
    kept.put(name, object);
    return Optional.of(object);
  }

  void keep(String name, Iterable<String> values) {
    List<String> list = new ArrayList<>();
    values.forEach(list::add);
    kept.put(name, new JsonArray(list));
  }

  void keep(String name, String value) {
    kept.put(name, value);
  }

  /** Whoever names the client makes us read all of it, at each request. */
  void requireSmall() {
    JsonObject counted = kept();
    counted.remove("software_statement");
    if (counted.encode().length() > MOST_CHARACTERS) {
      throw OAuthException.of(
          ErrorCode.INVALID_CLIENT_METADATA, "The metadata is too large: 24 KiB are enough");
    }
  }

  /** What was taken so far. */
  JsonObject kept() {
    return kept.copy();
  }

  /** RFC 7591 §3.2.2. */
  static OAuthException wrong(String name, String how) {
    return OAuthException.of(ErrorCode.INVALID_CLIENT_METADATA, "The member " + name + " " + how);
  }

  private static void requireStorable(Object value) {
    if (value instanceof String text) {
      requireStorable(text);
    } else if (value instanceof JsonObject object) {
      requireStorable(object.getMap());
    } else if (value instanceof JsonArray list) {
      list.forEach(MetadataReader::requireStorable);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) -> {
            requireStorable(name);
            requireStorable(member);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(MetadataReader::requireStorable);
    }
  }

  private static void requireStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        throw OAuthException.of(
            ErrorCode.INVALID_CLIENT_METADATA, "A text has a character that cannot be stored");
      }
    }
  }
}
