package io.tributary.broker.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
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
  void whatIsUsedAgainKeepsNothingOfWhatItDeflatedBefore() throws Exception {
    byte[] secret = "alice's groups, alice's groups".getBytes(UTF_8);
    byte[] alone = Compression.deflate(secret);
    for (int i = 0; i < 10; i++) {
      assertThrows(NullPointerException.class, () -> Compression.deflate(null));
      assertArrayEquals(new byte[0], Compression.inflate(Compression.deflate(new byte[0])));
      assertArrayEquals(alone, Compression.deflate(secret), "no earlier text is referred to");
    }
  }

  @Test
  void manyThreadsAtOnceGetEachTheirOwn() {
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            number -> {
              byte[] plain = ("person " + number + " ").repeat(number % 50).getBytes(UTF_8);
              try {
                assertArrayEquals(plain, Compression.inflate(Compression.deflate(plain)));
              } catch (DataFormatException broken) {
                throw new AssertionError(broken);
              }
            });
  }

  @Test
  void aStreamThatGrowsWithoutBoundIsRefused() {
    byte[] bomb = Compression.deflate(new byte[10_000_000]);
    assertThrows(DataFormatException.class, () -> Compression.inflate(bomb));
  }

  @Test
  void brokenStreamsAreRefused() {
    byte[] whole = Compression.deflate("some text that is long enough".getBytes(UTF_8));
    assertThrows(
        DataFormatException.class,
        () -> Compression.inflate(Arrays.copyOf(whole, whole.length - 3)));
    assertThrows(DataFormatException.class, () -> Compression.inflate(new byte[0]));
    assertThrows(
        DataFormatException.class,
        () -> Compression.inflate(new byte[] {(byte) 0xff, (byte) 0xff, 1}));
  }
}
