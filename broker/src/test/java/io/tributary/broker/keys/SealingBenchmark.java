package io.tributary.broker.keys;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Time of sealing and opening a value of the size of a session's identity, with the derived key
 * kept and with a key ring that was just read. Run by hand.
 */
public final class SealingBenchmark {
  private static final int ROUNDS = 20_000;

  private SealingBenchmark() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    KeyRing kept = ring();
    double keeping = Double.MAX_VALUE;
    double anew = Double.MAX_VALUE;
    for (int turn = 0; turn < 20; turn++) {
      keeping = Math.min(keeping, best(() -> kept));
      anew = Math.min(anew, best(SealingBenchmark::ring));
    }
    out.printf("derived key kept: %.2f µs to seal and open%n", keeping);
    out.printf("derived anew: %.2f µs to seal and open%n", anew);
  }

  private static KeyRing ring() {
    return new KeyRing(
        List.of(
            new SealingKey(
                SealingKey.Purpose.REST,
                new byte[SealedForm.KEY_ID_BYTES],
                new byte[SealedForm.KEY_BYTES],
                Instant.EPOCH)));
  }

  private static double best(Supplier<KeyRing> ring) {
    RingSealer sealer =
        new RingSealer(
            ring,
            Clock.systemUTC(),
            new SecureRandom(),
            SealingKey.Purpose.REST,
            "https://broker.example",
            "session");
    byte[] identity = new byte[600];
    double best = Double.MAX_VALUE;
    for (int window = 0; window < 5; window++) {
      long start = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        identity = sealer.open(sealer.seal(identity, "row"), "row");
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) ROUNDS / 1000);
    }
    return best;
  }
}
