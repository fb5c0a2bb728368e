package io.tributary.platform.relyingparty;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object from outside: valid UTF-8, no member twice (two readers would see two
 * different objects, RFC 8259 §4), nothing after it, bounded depth and sizes, no NUL and no broken
 * surrogate in a text (no database stores them).
 *
 * <p>Values are {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean},
 * {@code List}, {@code Map} and {@code null}.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 12;

  private final JsonFactory factory =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(64)
                  .maxStringLength(256 * 1024)
                  .maxNameLength(1024)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /**
   * @param what names the document in the failure
   * @throws RelyingPartyException {@code MISBEHAVED}, without any of the text
   */
  Map<String, Object> object(byte[] utf8, String what) {
    try (JsonParser parser = factory.createParser(decode(utf8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw garbage(what);
      }
      Map<String, Object> object = readObject(parser, what);
      if (parser.nextToken() != null) {
        throw garbage(what);
      }
      return object;
    } catch (IOException | ArithmeticException malformed) {
      // The parser's message quotes its input.
      throw garbage(what);
    }
  }

  private static String decode(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(utf8))
        .toString();
  }

  private static Map<String, Object> readObject(JsonParser parser, String what) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = text(parser.currentName(), what);
      parser.nextToken();
      members.put(name, readValue(parser, what));
    }
    return Collections.unmodifiableMap(members);
  }

  private static List<Object> readArray(JsonParser parser, String what) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(parser, what));
    }
    return Collections.unmodifiableList(elements);
  }

  private static Object readValue(JsonParser parser, String what) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw garbage(what);
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser, what);
      case START_ARRAY -> readArray(parser, what);
      case VALUE_STRING -> text(parser.getText(), what);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> fraction(parser, what);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw garbage(what);
    };
  }

  private static Number integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : (Number) parser.getLongValue();
  }

  private static Double fraction(JsonParser parser, String what) throws IOException {
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw garbage(what);
    }
    return value;
  }

  private static String text(String value, String what) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        throw garbage(what);
      }
    }
    return value;
  }

  private static RelyingPartyException garbage(String what) {
    return new RelyingPartyException(Kind.MISBEHAVED, what + ": not the JSON object expected");
  }
}
