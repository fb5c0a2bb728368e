package io.tributary.broker.bench.micro;

import io.tributary.broker.keys.MicroKeys;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.TokenSigner;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Tokens as a login gets them, all but the signature: claims, JSON, base64url, at_hash. */
@State(Scope.Thread)
public class TokenMicro {
  private static final String SUB = RandomToken.bits128();

  private TokenSigner signer;
  private String accessToken;
  private JsonObject person;

  /** Makes the key that does not sign. */
  @Setup
  public void open() throws GeneralSecurityException {
    signer = MicroKeys.unsigned(SigningAlgorithm.RS256);
    person =
        new JsonObject()
            .put("preferred_username", "alice@example.com")
            .put("name", "Alice Example")
            .put("email", "alice@example.com")
            .put("email_verified", true)
            .put("groups", new JsonArray(List.of("netbox_admin", "Everyone", "network")))
            .put("roles", new JsonArray(List.of("superusers", "staff")));
    accessToken = accessToken();
  }

  /** RFC 9068. */
  @Benchmark
  public String accessToken() {
    return signer.sign(
        JwtKind.ACCESS_TOKEN,
        protocol("https://broker.example/oauth2/v1/userinfo")
            .put("client_id", "inventory")
            .put("jti", RandomToken.bits128())
            .put("scope", "openid profile email groups roles")
            .put("grant_id", SUB));
  }

  /** OpenID Connect Core §2, with the claims of the person. */
  @Benchmark
  public String idToken() {
    byte[] digest = Digests.sha256(accessToken);
    return signer.sign(
        JwtKind.ID_TOKEN,
        person
            .copy()
            .mergeIn(protocol("inventory"))
            .put("sid", SUB)
            .put("nonce", SUB)
            .put("at_hash", Digests.base64Url(Arrays.copyOf(digest, digest.length / 2))));
  }

  private static JsonObject protocol(String audience) {
    return new JsonObject()
        .put("iss", "https://broker.example")
        .put("sub", SUB)
        .put("aud", audience)
        .put("exp", 1_800_000_300L)
        .put("iat", 1_800_000_000L)
        .put("auth_time", 1_799_999_999L)
        .put("amr", new JsonArray(List.of("pwd", "mfa")));
  }
}
