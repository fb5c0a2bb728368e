package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
  private static final String ACCP = "com.amazon.corretto.crypto.provider.";
  private static final byte[] CLAIMS = "{\"sub\":\"ä\"}".getBytes(StandardCharsets.UTF_8);

  static Stream<Arguments> algorithmsAndProviders() {
    return Arrays.stream(SigningAlgorithm.values())
        .flatMap(
            algorithm ->
                Stream.of(SigningProvider.choose(), SigningProvider.jdk())
                    .map(provider -> arguments(algorithm, provider)));
  }

  static SigningKey key(SigningAlgorithm algorithm, SigningProvider provider) {
    return key(algorithm, provider, provider.generate(algorithm));
  }

  private static SigningKey key(
      SigningAlgorithm algorithm, SigningProvider provider, KeyPair pair) {
    try {
      return new SigningKey(
          PublicJwk.thumbprint(algorithm, pair.getPublic()),
          algorithm,
          SigningKey.Use.SIGNING,
          provider.publicKey(algorithm, pair.getPublic().getEncoded()),
          Optional.of(provider.privateKey(algorithm, pair.getPrivate().getEncoded())),
          provider);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndProviders")
  void othersAcceptWhatWeSign(SigningAlgorithm algorithm, SigningProvider provider)
      throws Exception {
    KeyPair pair = provider.generate(algorithm);
    SigningKey key = key(algorithm, provider, pair);
    String token = key.sign(JwtKind.ACCESS_TOKEN, false, CLAIMS);

    JWK jwk = JWK.parse(key.published().encode());
    assertEquals(key.kid(), jwk.computeThumbprint().toString());
    assertEquals(key.kid(), jwk.getKeyID());
    assertEquals("sig", jwk.getKeyUse().identifier());
    assertFalse(jwk.isPrivate());
    JWSObject parsed = JWSObject.parse(token);
    assertEquals(
        new JsonObject()
            .put("alg", algorithm.wire())
            .put("kid", key.kid())
            .put("typ", "at+jwt")
            .put("kind", "access_token"),
        new JsonObject(parsed.getHeader().toString()));
    assertEquals("{\"sub\":\"ä\"}", parsed.getPayload().toString());
    assertTrue(acceptedByNimbus(algorithm, jwk, pair, parsed));
  }

  private static boolean acceptedByNimbus(
      SigningAlgorithm algorithm, JWK jwk, KeyPair pair, JWSObject token) throws Exception {
    if (algorithm == SigningAlgorithm.EDDSA) {
      // nimbus verifies Ed25519 with a library that we do not ship: the JDK judges instead.
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(pair.getPublic());
      signature.update(token.getSigningInput());
      return signature.verify(token.getSignature().decode());
    }
    JWSVerifier verifier =
        algorithm == SigningAlgorithm.ES256
            ? new ECDSAVerifier(jwk.toECKey())
            : new RSASSAVerifier(jwk.toRSAKey());
    return token.verify(verifier);
  }

  @ParameterizedTest
  @MethodSource("algorithmsAndProviders")
  void eitherProviderVerifiesTheOther(SigningAlgorithm algorithm, SigningProvider provider) {
    KeyPair pair = provider.generate(algorithm);
    SigningKey signer = key(algorithm, provider, pair);
    String token = signer.sign(JwtKind.ID_TOKEN, false, CLAIMS);
    int dot = token.lastIndexOf('.');
    byte[] input = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = java.util.Base64.getUrlDecoder().decode(token.substring(dot + 1));

    for (SigningProvider other : List.of(SigningProvider.choose(), SigningProvider.jdk())) {
      SigningKey verifier = key(algorithm, other, pair);
      assertTrue(verifier.verifies(input, signature));
      for (int i = 0; i < signature.length; i += 7) {
        byte[] changed = signature.clone();
        changed[i] ^= 1;
        assertFalse(verifier.verifies(input, changed));
      }
      assertFalse(verifier.verifies(input, new byte[0]));
      assertFalse(verifier.verifies(input, new byte[signature.length]), "zeros (psychic)");
      assertFalse(verifier.verifies(CLAIMS, signature));
      assertFalse(key(algorithm, other).verifies(input, signature), "another key");
    }
  }

  @Test
  void coordinatesWithLeadingZerosKeepTheirLength() {
    SigningProvider provider = SigningProvider.jdk();
    for (int i = 0; i < 1500; i++) {
      KeyPair pair = provider.generate(SigningAlgorithm.ES256);
      JsonObject members = PublicJwk.members(SigningAlgorithm.ES256, pair.getPublic());
      assertEquals(43, members.getString("x").length());
      assertEquals(43, members.getString("y").length());
    }
  }

  /** Without a clock: what a key costs that was not made by the provider, JMH tells. */
  @ParameterizedTest
  @EnumSource(names = {"RS256", "PS256", "ES256"})
  void theKeyThatSignsIsTheProvidersOwn(SigningAlgorithm algorithm) throws Exception {
    SigningProvider provider = SigningProvider.choose();
    assumeFalse(provider.name().equals("JDK"), "nothing to translate for");
    KeyPair jdk = SigningProvider.jdk().generate(algorithm);
    PrivateKey given = jdk.getPrivate();
    assertFalse(given.getClass().getName().startsWith(ACCP), "the JDK's to begin with");
    PrivateKey held = key(algorithm, provider, jdk).privateKey().orElseThrow();
    assertTrue(held.getClass().getName().startsWith(ACCP), () -> held.getClass().getName());
  }

  @Test
  void leavesTheProcessAlone() {
    List<String> before = Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
    SigningProvider.choose().generate(SigningAlgorithm.ES256);
    assertEquals(before, Arrays.stream(Security.getProviders()).map(Provider::getName).toList());
  }

  @Test
  void theAcceleratedProviderIsThereOnThisPlatform() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    org.junit.jupiter.api.Assumptions.assumeTrue(platform.equals("Linux amd64"), platform);
    assertEquals("AmazonCorrettoCryptoProvider", SigningProvider.choose().name());
    assertEquals("JDK", SigningProvider.jdk().name());
  }
}
