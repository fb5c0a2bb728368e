package io.tributary.inventory.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.platform.http.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parameters of a request. A name that may stand once and stands twice, or one with control
 * characters, is a 400.
 */
public final class Fields {
  private static final int MOST = 500;
  private final Map<String, List<String>> values;

  private Fields(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Of the address. */
  public static Fields query(RoutingContext context) {
    return of(Optional.ofNullable(context.request().query()).orElse(""));
  }

  /** Of the form that was sent; none for any other body. */
  public static Fields form(RoutingContext context) {
    RequestBody body = RequestBody.of(context);
    return of(body.kind() == RequestBody.Kind.FORM ? body.bytes().toString(ISO_8859_1) : "");
  }

  /** Reads {@code application/x-www-form-urlencoded}; a 400 for what is not. */
  public static Fields of(String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > MOST) {
        throw Refusal.badRequest("There are too many parameters.");
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      values.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
    }
    return new Fields(values);
  }

  /** Percent-decodes strictly: half an escape or bytes that are no UTF-8 are refused. */
  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw Refusal.badRequest("A parameter is not encoded correctly.");
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException broken) {
      throw Refusal.badRequest("A parameter is not encoded correctly.");
    }
  }

  /** The value without surrounding blanks; nothing when absent or blank. */
  public Optional<String> one(String name) {
    return raw(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** The value exactly as sent: passwords. */
  public Optional<String> raw(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw Refusal.badRequest("The parameter " + known(name) + " was sent more than once.");
    }
    return all.stream().findFirst().map(value -> readable(name, value));
  }

  /** Every value of a name that may be repeated, without blank ones. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .map(value -> readable(name, value).strip())
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** A whole number between the bounds, both included; a 400 for anything else. */
  public OptionalInt number(String name, int least, int most) {
    return one(name).map(value -> parse(name, value, least, most)).orElse(OptionalInt.empty());
  }

  private static OptionalInt parse(String name, String value, int least, int most) {
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return OptionalInt.of(number);
      }
    }
    throw Refusal.badRequest(
        "The parameter " + known(name) + " must be a number from " + least + " to " + most + ".");
  }

  private static String readable(String name, String value) {
    boolean control =
        value.chars().anyMatch(c -> (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f);
    if (control || hasLoneSurrogate(value)) {
      throw Refusal.badRequest(
          "The parameter " + known(name) + " has a character that is not allowed.");
    }
    return value;
  }

  /** PostgreSQL cannot store half of a pair. */
  private static boolean hasLoneSurrogate(String value) {
    return value
        .codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Names are ours: every caller asks for a constant or a declared field. */
  private static String known(String name) {
    return "“" + name + "”";
  }
}
