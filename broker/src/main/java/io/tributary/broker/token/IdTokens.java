package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.keys.SigningKeys;
import io.tributary.broker.web.Issuer;
import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;

/**
 * id_tokens (OpenID Connect Core §2): {@code iss}, {@code sub}, {@code aud} (the client id), {@code
 * exp}, {@code iat}, {@code auth_time}, {@code nonce}, {@code acr}, {@code amr}, {@code at_hash},
 * {@code c_hash}, {@code sid}; other claims only for clients that are set to have them here, by
 * name, or where nothing leads to userinfo (§5.4).
 */
public final class IdTokens {
  private final Issuer issuer;
  private final SigningKeys keys;
  private final Subjects subjects;
  private final ClaimRelease release;
  private final Clock clock;

  public IdTokens(
      Issuer issuer, SigningKeys keys, Subjects subjects, ClaimRelease release, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.subjects = subjects;
    this.release = release;
    this.clock = clock;
  }

  /**
   * @param beside what stands in the same response
   */
  public String issue(Authorized authorized, IssuedBeside beside, Client client) {
    Grant grant = authorized.grant();
    SigningAlgorithm algorithm = client.tokens().idTokenAlgorithm();
    long now = clock.instant().getEpochSecond();
    JsonObject claims = told(authorized, beside.isNothing(), client);
    // After the released ones: whatever those hold, these win.
    claims
        .put("iss", issuer.identifier())
        .put("sub", subjects.sub(grant.subject(), client))
        .put("aud", grant.clientId())
        .put("exp", now + client.tokens().idTokenLifetime().toSeconds())
        .put("iat", now)
        .put("sid", subjects.sid(grant.sessionHash(), grant.clientId()));
    beside.accessToken().ifPresent(token -> claims.put("at_hash", hash(algorithm, token)));
    beside.code().ifPresent(code -> claims.put("c_hash", hash(algorithm, code)));
    claims.mergeIn(authorized.authentication());
    authorized.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    return keys.signer(algorithm).sign(JwtKind.ID_TOKEN, claims);
  }

  /**
   * What it says of the person, without what belongs to the protocol.
   *
   * @param alone without an access token that leads to userinfo
   */
  public JsonObject told(Authorized authorized, boolean alone, Client client) {
    JsonObject claims = authorized.grant().claims();
    return client.release().allInIdToken() || alone
        ? release.released(
            claims, authorized.scopes(), authorized.claims().idToken(), client.release())
        : release.named(claims, authorized.claims().idToken(), client.release());
  }

  /** OpenID Connect Core §3.1.3.6: the left half of the digest that the signature uses. */
  static String hash(SigningAlgorithm algorithm, String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm.hash())
              .digest(token.getBytes(StandardCharsets.US_ASCII));
      return Digests.base64Url(Arrays.copyOf(digest, digest.length / 2));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has " + algorithm.hash(), impossible);
    }
  }
}
