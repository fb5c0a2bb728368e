package io.tributary.broker.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientKeySets;
import io.tributary.broker.client.ClientKeySets.KeysUnavailable;
import io.tributary.broker.client.TokenSettings.Encryption;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Encrypts to a key of the client (RFC 7516, OpenID Connect Core §10.2): what only that client may
 * read. Only public keys of the client are used, never its secret.
 *
 * <p>Each method fails with {@link OAuthException}: {@code invalid_request} when the client has no
 * key for its algorithm, which its owner must mend: the one error for it that the authorization
 * endpoint, the token endpoint and userinfo may all answer (RFC 6749 §4.1.2.1, §5.2, RFC 6750
 * §3.1); {@code temporarily_unavailable} when its keys cannot be fetched. Nothing is ever sent in
 * the clear instead.
 */
public final class ClientEncryption {
  private static final String UNUSABLE =
      "The client has no usable key for the encryption that it is registered for";

  private final ClientKeySets keys;

  public ClientEncryption(ClientKeySets keys) {
    this.keys = keys;
  }

  /** Says early whether an id_token can be given: before a code is spent in vain. */
  public Future<Void> ready(Client client) {
    Optional<Encryption> encryption = client.tokens().idTokenEncryption();
    return encryption.isEmpty()
        ? Future.succeededFuture()
        : key(client, encryption.get()).mapEmpty();
  }

  /** The id_token as this client is to have it: encrypted, if it is set so. */
  private Future<String> idToken(String signed, Client client) {
    return client
        .tokens()
        .idTokenEncryption()
        .map(encryption -> encrypt(signed, Content.JWT, client, encryption))
        .orElseGet(() -> Future.succeededFuture(signed));
  }

  /**
   * A logout token as this client is to have it: as its id_tokens, with the issuer in the open
   * (OpenID Connect Back-Channel Logout §2.4, §2.6; RFC 7519 §5.3).
   */
  public Future<String> logoutToken(String signed, String issuer, Client client) {
    return client
        .tokens()
        .idTokenEncryption()
        .map(
            encryption ->
                key(client, encryption)
                    .map(
                        key ->
                            encrypted(
                                signed,
                                header(key, encryption).contentType("JWT").issuer(issuer),
                                key)))
        .orElseGet(() -> Future.succeededFuture(signed));
  }

  /** An answer of the token endpoint as this client is to have it. */
  public Future<TokenResponse> response(TokenResponse response, Client client) {
    return response
        .idToken()
        .map(signed -> idToken(signed, client).map(response::withIdToken))
        .orElseGet(() -> Future.succeededFuture(response));
  }

  /** An authorization response as this client is to have it. */
  public Future<FrontTokens> response(FrontTokens response, Client client) {
    return response
        .idToken()
        .map(signed -> idToken(signed, client).map(response::withIdToken))
        .orElseGet(() -> Future.succeededFuture(response));
  }

  /** What is encrypted. */
  public enum Content {
    /** A signed JWT: a nested one (RFC 7519 §5.2). */
    JWT,
    /** JSON claims. */
    CLAIMS
  }

  /** The compact form of the JWE. */
  public Future<String> encrypt(
      String plain, Content content, Client client, Encryption encryption) {
    return key(client, encryption)
        .map(
            key -> {
              JWEHeader.Builder header = header(key, encryption);
              return encrypted(
                  plain, content == Content.JWT ? header.contentType("JWT") : header, key);
            });
  }

  private Future<JWK> key(Client client, Encryption encryption) {
    return keys.encrypting(client, encryption.algorithm())
        .transform(
            asked -> {
              if (asked.failed()) {
                return Future.failedFuture(unavailable(asked.cause()));
              }
              return asked
                  .result()
                  .map(Future::succeededFuture)
                  .orElseGet(() -> Future.failedFuture(missing(client, encryption)));
            });
  }

  private static JWEHeader.Builder header(JWK key, Encryption encryption) {
    return new JWEHeader.Builder(
            JWEAlgorithm.parse(encryption.algorithm()), EncryptionMethod.parse(encryption.method()))
        .keyID(key.getKeyID());
  }

  private static String encrypted(String plain, JWEHeader.Builder header, JWK key) {
    JWEObject jwe = new JWEObject(header.build(), new Payload(plain));
    try {
      jwe.encrypt(encrypter(key));
    } catch (JOSEException unusable) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, UNUSABLE, unusable);
    }
    return jwe.serialize();
  }

  private static JWEEncrypter encrypter(JWK key) throws JOSEException {
    return key.getKeyType().equals(KeyType.RSA)
        ? new RSAEncrypter(key.toRSAKey())
        : new ECDHEncrypter(key.toECKey());
  }

  private static OAuthException missing(Client client, Encryption encryption) {
    return OAuthException.of(
        ErrorCode.INVALID_REQUEST,
        UNUSABLE,
        "no public key of client " + client.id() + " is fit for " + encryption.algorithm());
  }

  private static Throwable unavailable(Throwable cause) {
    return cause instanceof KeysUnavailable
        ? OAuthException.of(
            ErrorCode.TEMPORARILY_UNAVAILABLE, "The keys of the client cannot be fetched", cause)
        : cause;
  }
}
