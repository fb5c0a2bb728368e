package io.tributary.broker.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @ParameterizedTest
  @CsvSource({
    "a=b,             a, b",
    "a=b+c,           a, b c",
    "a=%20b,          a, ' b'",
    "a=b%3Dc=d,       a, b=c=d",
    "x=1&a=2,         a, 2",
    "a=http://h/p/,   a, http://h/p/",
    "%61=b,           a, b",
    "a=%F0%9F%8C%8A,  a, 🌊",
    "a=ü,             a, ü"
  })
  void reads(String encoded, String name, String expected) {
    assertEquals(Optional.of(expected), Parameters.parse(encoded).get(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=", "b=1", "=x", "&&", "A=1"})
  void absentOrEmptyIsNothing(String encoded) {
    assertEquals(Optional.empty(), Parameters.parse(encoded).get("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=%", "a=%2", "a=%zz", "a=%C3%28", "a=%ff", "a=%00", "%=1", "a=%ED%A0%80"})
  void brokenEncodingIsRefused(String encoded) {
    OAuthException refused = assertThrows(OAuthException.class, () -> Parameters.parse(encoded));
    assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
  }

  @Test
  void duplicateIsRefusedWhenAskedForAndAsAWhole() {
    Parameters twice = Parameters.parse("state=1&client_id=c&state=1");
    assertEquals(Optional.of("c"), twice.get("client_id"));
    assertThrows(OAuthException.class, () -> twice.get("state"));
    assertThrows(OAuthException.class, twice::refuseDuplicates);
    // The second spelling decodes to the first.
    assertThrows(
        OAuthException.class, () -> Parameters.parse("client_id=a&client%5Fid=b").get("client_id"));
  }

  @Test
  void tooManyAreRefused() {
    assertThrows(OAuthException.class, () -> Parameters.parse("a=1&".repeat(101)));
  }

  @Test
  void whatAnEncoderWritesIsReadBack() {
    Random random = new Random(20260101);
    for (int round = 0; round < 2000; round++) {
      String value =
          random
              .ints(1 + random.nextInt(20), 1, 0x2fff)
              .filter(c -> !Character.isSurrogate((char) c))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String encoded = "k=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
      assertEquals(
          Optional.of(value).filter(text -> !text.isEmpty()), Parameters.parse(encoded).get("k"));
    }
  }
}
