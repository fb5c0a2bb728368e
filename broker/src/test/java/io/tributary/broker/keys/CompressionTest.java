package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class CompressionTest {

  @Test
  void whatIsDeflatedIsInflated() throws DataFormatException {
    Random random = new Random(20260131);
    for (int size : new int[] {0, 1, 100, 2047, 2048, 2049, 60_000}) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);
      assertArrayEquals(plain, Compression.inflate(Compression.deflate(plain)));
    }
  }

  @Test
  void aStreamThatGrowsWithoutBoundIsRefused() {
    byte[] bomb = Compression.deflate(new byte[10_000_000]);
    assertThrows(DataFormatException.class, () -> Compression.inflate(bomb));
  }

  @Test
  void brokenStreamsAreRefused() {
    byte[] whole =
        Compression.deflate(
            "some text that is long enough".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThrows(
        DataFormatException.class,
        () -> Compression.inflate(Arrays.copyOf(whole, whole.length - 3)));
    assertThrows(DataFormatException.class, () -> Compression.inflate(new byte[0]));
    assertThrows(
        DataFormatException.class,
        () -> Compression.inflate(new byte[] {(byte) 0xff, (byte) 0xff, 1}));
  }
}
