package io.tributary.platform.relyingparty;

import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Typed access to the members of a document of a provider; a member of another type is a fault.
 *
 * @param what names the document in failures
 */
record JsonMembers(String what, Map<String, Object> members) {
  private static final int MAX_LIST = 1000;

  Optional<String> text(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(name, "is not a text");
    }
    return Optional.ofNullable((String) value);
  }

  String requiredText(String name) {
    return text(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> wrong(name, "is missing"));
  }

  boolean flag(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof Boolean)) {
      throw wrong(name, "is not true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A list of texts; empty when absent. */
  List<String> texts(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Collection<?> list) || list.size() > MAX_LIST) {
      throw wrong(name, "is not a list of texts");
    }
    return list.stream()
        .map(
            element -> {
              if (element instanceof String text) {
                return text;
              }
              throw wrong(name, "is not a list of texts");
            })
        .toList();
  }

  /** A NumericDate (RFC 7519 §2): seconds, a fraction is cut off. */
  OptionalLong seconds(String name) {
    Object value = members.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long whole && plausible(whole)) {
      return OptionalLong.of(whole);
    }
    if (value instanceof Double fraction && plausible(fraction)) {
      return OptionalLong.of(fraction.longValue());
    }
    throw wrong(name, "is not a time");
  }

  /** Year 1970 to 9999, so that no sum overflows. */
  private static boolean plausible(double seconds) {
    return seconds >= 0 && seconds < 253_402_300_800d;
  }

  RelyingPartyException wrong(String name, String how) {
    return new RelyingPartyException(Kind.MISBEHAVED, what + ": " + name + " " + how);
  }
}
