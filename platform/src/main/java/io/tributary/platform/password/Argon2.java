package io.tributary.platform.password;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Computes hashes with today's parameters, one after the other in the same memory; for one thread.
 *
 * <p>The only class here that needs BouncyCastle: its signed jar takes a tenth of a second and some
 * MB. The first password pays that, or a private key in a PEM file; who has neither does not.
 */
final class Argon2 {
  /** What one lane works with beside its memory, in blocks of one KiB. */
  private static final int FURTHER_BLOCKS = 8;

  private final BlockPool blocks = new FixedBlockPool(Argon2Hash.MEMORY + FURTHER_BLOCKS);

  /** The digest of a password with salt and parameters of a hash, as long as that one's. */
  byte[] digest(String password, Argon2Hash like) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(like.memory())
            .withIterations(like.iterations())
            .withParallelism(like.parallelism())
            .withSalt(like.saltBytes())
            .withBlockPool(blocks)
            .build());
    byte[] output = new byte[like.digestLength()];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), output);
    return output;
  }
}
