package io.tributary.broker.bench.micro;

import io.tributary.broker.keys.Compression;
import io.tributary.broker.keys.MicroKeys;
import io.tributary.broker.keys.Sealer;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cookie that carries a login on its way: deflated, sealed, base64url; and back. */
@State(Scope.Thread)
public class CookieMicro {
  private static final String NAME = "__Host-attempt-of-a-login";

  private final Sealer sealer = MicroKeys.cookies();
  private final byte[] attempt =
      new JsonObject()
          .put("id", RandomToken.bits128())
          .put("client_id", "inventory")
          .put("redirect_uri", "https://inventory.example.com/oauth/complete/oidc/")
          .put("scope", "openid profile email groups roles offline_access")
          .put("state", RandomToken.bits256())
          .put("nonce", RandomToken.bits256())
          .put("code_challenge", RandomToken.bits256())
          .put("upstream", "okta")
          .put("upstream_state", RandomToken.bits256())
          .put("upstream_nonce", RandomToken.bits256())
          .put("upstream_verifier", RandomToken.bits256())
          .encode()
          .getBytes(StandardCharsets.UTF_8);
  private final String cookie = seal();

  /** Into the browser. */
  @Benchmark
  public String seal() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sealer.seal(Compression.deflate(attempt), NAME));
  }

  /** And out of it. */
  @Benchmark
  public byte[] open() throws DataFormatException {
    return Compression.inflate(sealer.open(Base64.getUrlDecoder().decode(cookie), NAME));
  }
}
