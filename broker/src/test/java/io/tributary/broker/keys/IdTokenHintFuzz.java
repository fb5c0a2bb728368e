package io.tributary.broker.keys;

import io.tributary.broker.keys.OwnTokenVerifier.Expiry;
import io.tributary.broker.kit.Fuzzed;
import io.tributary.platform.protocol.JwtKind;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Optional;

/**
 * Fuzz target: a token that is shown to us as one of ours. None that a fuzzer writes is, not even
 * under the name of our key.
 */
public final class IdTokenHintFuzz {
  private static final SigningProvider PROVIDER = SigningProvider.choose();
  private static final SigningKey KEY = key();

  private IdTokenHintFuzz() {}

  private static SigningKey key() {
    KeyPair pair = PROVIDER.generate(SigningAlgorithm.RS256);
    return new SigningKey(
        PublicJwk.thumbprint(SigningAlgorithm.RS256, pair.getPublic()),
        SigningAlgorithm.RS256,
        SigningKey.Use.SIGNING,
        pair.getPublic(),
        Optional.of(pair.getPrivate()),
        PROVIDER);
  }

  /** Loads classes and makes keys: the time of the first input is its own. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] data) {
    // Every kid finds the key: the signature alone has to refuse.
    OwnTokenVerifier verifier =
        new OwnTokenVerifier("https://broker.example", kid -> Optional.of(KEY), Clock.systemUTC());
    Fuzzed.mayRefuse(
        () -> {
          verifier.verify(Fuzzed.jwt(Fuzzed.text(data)), JwtKind.ID_TOKEN, Expiry.ACCEPTED);
          throw new AssertionError("a token of nobody is accepted");
        });
  }
}
