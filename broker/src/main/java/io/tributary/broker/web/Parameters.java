package io.tributary.broker.web;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query or a form, decoded strictly (application/x-www-form-urlencoded, UTF-8).
 *
 * <p>RFC 6749 §3.1: a parameter without a value counts as left out, and none may be given twice. A
 * duplicate is noticed when it is asked for, so that the one that decides where an error may be
 * sent is judged first.
 */
public final class Parameters {
  public static final String RESOURCE = "resource";

  private static final int MOST = 100;

  private final Map<String, String> values;
  private final Set<String> duplicates;

  private Parameters(Map<String, String> values, Set<String> duplicates) {
    this.values = values;
    this.duplicates = duplicates;
  }

  /**
   * @param encoded the raw query or form body; {@code null} is empty
   * @throws OAuthException {@code invalid_request} for broken encoding or too many parameters
   */
  public static Parameters parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> duplicates = new HashSet<>();
    if (encoded == null || encoded.isEmpty()) {
      return new Parameters(values, duplicates);
    }
    String[] pairs = encoded.split("&", -1);
    if (pairs.length > MOST) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "There are too many parameters");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!name.isEmpty() && values.put(name, value) != null) {
        duplicates.add(name);
      }
    }
    return new Parameters(values, duplicates);
  }

  /**
   * One parameter.
   *
   * @throws OAuthException {@code invalid_request} when it is given twice
   */
  public Optional<String> get(String name) {
    if (duplicates.contains(name)) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The parameter " + name + " is given more than once");
    }
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Parameters that did not come as a query or a form, none of them twice.
   *
   * @throws OAuthException {@code invalid_request} for too many, or a text that no form can carry
   */
  public static Parameters of(Map<String, String> values) {
    if (values.size() > MOST) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "There are too many parameters");
    }
    // A JSON text can hold half of a surrogate pair.
    boolean carried =
        values.values().stream()
            .allMatch(
                value ->
                    value.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(value));
    if (!carried) {
      throw broken();
    }
    return new Parameters(new LinkedHashMap<>(values), Set.of());
  }

  /** These with others in their place. */
  public Parameters with(Map<String, String> others) {
    Map<String, String> both = new LinkedHashMap<>(values);
    both.putAll(others);
    return of(both);
  }

  /**
   * One parameter of bounded length.
   *
   * @param name one of our own words
   * @param longest characters
   */
  public Optional<String> get(String name, int longest) {
    Optional<String> value = get(name);
    if (value.isPresent() && value.get().length() > longest) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "The parameter " + name + " is too long");
    }
    return value;
  }

  /**
   * A parameter that must be there.
   *
   * @param name one of our own words
   */
  public String require(String name) {
    return get(name)
        .orElseThrow(
            () ->
                OAuthException.of(
                    ErrorCode.INVALID_REQUEST, "The parameter " + name + " is missing"));
  }

  /** Whether a parameter is given more than once, for the few that may be. */
  public boolean isRepeated(String name) {
    return duplicates.contains(name);
  }

  /**
   * RFC 6749 §3.1 for the parameters that nobody asks for by name, but for {@value #RESOURCE}: it
   * may be there several times (RFC 8707 §2), and whoever reads it says what that means.
   */
  public void refuseDuplicates() {
    if (duplicates.stream().anyMatch(name -> !name.equals(RESOURCE))) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "A parameter is given more than once");
    }
  }

  /**
   * One form-encoded value.
   *
   * @throws OAuthException {@code invalid_request} for broken encoding
   */
  public static String decode(String encoded) {
    byte[] bytes = new byte[encoded.length() * 3];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '+') {
        bytes[length++] = ' ';
      } else if (c == '%') {
        int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
        if (low < 0) {
          throw broken();
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        byte[] raw = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(raw, 0, bytes, length, raw.length);
        length += raw.length;
      }
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, 0, length))
              .toString();
      if (text.indexOf('\0') >= 0) {
        throw broken();
      }
      return text;
    } catch (CharacterCodingException malformed) {
      throw broken();
    }
  }

  private static OAuthException broken() {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, "A parameter is not encoded correctly");
  }
}
