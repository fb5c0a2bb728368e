package io.tributary.broker.script.javascript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers of a provider's database: the nearest that JavaScript has may be somebody else's. */
class JsNumbersTest {
  @Test
  void aWholeNumberBeyondWhatJavaScriptKeepsIsGivenAsText() {
    Map<String, Object> claims =
        Map.of(
            "small",
            (1L << 53) - 1,
            "uid",
            (1L << 53) + 1,
            "least",
            Long.MIN_VALUE,
            "big",
            BigInteger.TEN.pow(30),
            "half",
            0.5);
    assertEquals(
        Map.of(
            "small", 9_007_199_254_740_991L,
            "uid", "9007199254740993",
            "least", "-9223372036854775808",
            "big", "1000000000000000000000000000000",
            "half", 0.5),
        new RhinoLanguage()
            .open()
            .evaluate(Scripts.text("return claims;"), Scripts.input(claims), Scripts.LIMITS));
  }
}
