package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5869 appendix A, the cases with SHA-256. */
class HkdfTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      textBlock =
          """
          0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, 42, 077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5, 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865
          0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '', 42, 19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04, 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8
          """)
  void vectors(String ikm, String salt, String info, int length, String prk, String okm) {
    byte[] extracted = Hkdf.extract(HEX.parseHex(salt), HEX.parseHex(ikm));
    assertEquals(prk, HEX.formatHex(extracted));
    assertEquals(okm, HEX.formatHex(Hkdf.expand(extracted, HEX.parseHex(info), length)));
  }

  @Test
  void longOutput() {
    StringBuilder ikm = new StringBuilder();
    StringBuilder salt = new StringBuilder();
    StringBuilder info = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      ikm.append(HEX.toHexDigits((byte) i));
      salt.append(HEX.toHexDigits((byte) (0x60 + i)));
      info.append(HEX.toHexDigits((byte) (0xb0 + i)));
    }
    byte[] extracted = Hkdf.extract(HEX.parseHex(salt), HEX.parseHex(ikm));
    assertEquals(
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            + "cc30c58179ec3e87c14c01d5c1f3434f1d87",
        HEX.formatHex(Hkdf.expand(extracted, HEX.parseHex(info), 82)));
  }

  @Test
  void refusesMoreThanTheCounterCanCount() {
    assertThrows(
        IllegalArgumentException.class, () -> Hkdf.expand(new byte[32], new byte[0], 8161));
  }

  @Test
  void framesKeepTheirBorders() {
    Set<String> distinct = new HashSet<>();
    String[][] lists = {{}, {""}, {"", ""}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {"ab", "c", ""}};
    for (String[] list : lists) {
      distinct.add(HEX.formatHex(Hkdf.framed(list)));
    }
    assertEquals(lists.length, distinct.size());
  }
}
