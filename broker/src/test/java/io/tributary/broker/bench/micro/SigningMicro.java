package io.tributary.broker.bench.micro;

import io.tributary.broker.keys.MicroKeys;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.TokenSigner;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it gives that the private key is the provider's own. */
@State(Scope.Thread)
public class SigningMicro {
  /** Name of the algorithm. */
  @Param({"RS256", "ES256"})
  public String algorithm;

  /** Whose the private key is; the signature is made by the same provider. */
  @Param({"translated", "jdk"})
  public String key;

  private final JsonObject claims = new JsonObject().put("sub", "somebody");
  private TokenSigner signer;

  /** Makes the key. */
  @Setup
  public void open() throws GeneralSecurityException {
    signer = MicroKeys.signer(SigningAlgorithm.valueOf(algorithm), key.equals("translated"));
  }

  /** A small token: nearly all of it is the signature. */
  @Benchmark
  public String signing() {
    return signer.sign(JwtKind.ACCESS_TOKEN, claims);
  }
}
