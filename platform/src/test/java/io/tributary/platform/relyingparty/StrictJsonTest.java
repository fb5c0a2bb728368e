package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON from outside. */
class StrictJsonTest {
  private final StrictJson json = new StrictJson();

  private Map<String, Object> read(String text) {
    return json.object(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  @Test
  void readsEveryKindOfValue() {
    Map<String, Object> read =
        read(
            " {\"s\":\"\\u00e4\\ud83d\\ude00\",\"i\":1,\"b\":12345678901234567890,\"d\":1.5,"
                + "\"t\":true,\"n\":null,\"l\":[1,[\"x\"]],\"o\":{\"s\":\"again\"}} ");
    assertEquals("\u00e4\ud83d\ude00", read.get("s"));
    assertEquals(1L, read.get("i"));
    assertEquals(new BigInteger("12345678901234567890"), read.get("b"));
    assertEquals(1.5, read.get("d"));
    assertEquals(true, read.get("t"));
    assertEquals(null, read.get("n"));
    assertEquals(List.of(1L, List.of("x")), read.get("l"));
    assertEquals(Map.of("s", "again"), read.get("o"));
  }

  static Stream<String> bad() {
    return Stream.of(
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "1",
        "{",
        "}",
        "{}{}",
        "{} x",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1e999}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"o\":{\"a\":1,\"a\":2}}",
        "{\"a\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00x\"}",
        "{\"a\":\"line\nbreak\"}",
        "/**/{}",
        "\ufeff{}",
        "{\"a\":" + "9".repeat(100) + "}",
        "{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}",
        "{\"a\":" + "[".repeat(100_000),
        "{\"a\":\"" + "x".repeat(300_000) + "\"}",
        "{\"" + "x".repeat(60_000) + "\":1}");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refuses(String text) {
    RelyingPartyException refused = assertThrows(RelyingPartyException.class, () -> read(text));
    assertEquals(Kind.MISBEHAVED, refused.kind());
    assertEquals("test: not the JSON object expected", refused.getMessage());
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (byte[] bytes :
        List.of(
            new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            "{}".getBytes(StandardCharsets.UTF_16))) {
      assertThrows(RelyingPartyException.class, () -> json.object(bytes, "test"));
    }
  }

  @Test
  void failsOnlyInItsOwnWay() {
    Random random = new Random(7);
    byte[] good =
        "{\"a\":[1,2.5,{\"b\":\"\\u00e4x\"}],\"c\":null}".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = Arrays.copyOf(good, 1 + random.nextInt(good.length + 3));
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      try {
        assertFalse(json.object(changed, "test").containsKey("\u0000"));
      } catch (RelyingPartyException expected) {
        refused++;
      }
    }
    assertFalse(refused == 0);
  }
}
