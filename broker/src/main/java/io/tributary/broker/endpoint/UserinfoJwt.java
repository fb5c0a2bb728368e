package io.tributary.broker.endpoint;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.token.ClientEncryption;
import io.tributary.broker.token.ClientEncryption.Content;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.platform.protocol.JwtKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/**
 * Userinfo as a JWT (OpenID Connect Core §5.3.2): signed, signed and then encrypted, or encrypted
 * only, as the client is registered. {@code iss} and {@code aud} say who tells it to whom; there is
 * no {@code exp}, so that nobody takes it for an id_token.
 */
final class UserinfoJwt {
  static final String TYPE = "application/jwt";

  private final ClientEncryption encryption;
  private final Clock clock;

  UserinfoJwt(ClientEncryption encryption, Clock clock) {
    this.encryption = encryption;
    this.clock = clock;
  }

  static boolean isFor(Client client) {
    TokenSettings settings = client.tokens();
    return settings.userinfoAlgorithm().isPresent() || settings.userinfoEncryption().isPresent();
  }

  /**
   * @param claims of userinfo
   */
  Future<String> write(JsonObject claims, IssuerTokens issued, Client client) {
    TokenSettings settings = client.tokens();
    JsonObject body =
        claims
            .copy()
            .put("iss", issued.issuer().identifier())
            .put("aud", client.id())
            .put("iat", clock.instant().getEpochSecond());
    String plain =
        settings
            .userinfoAlgorithm()
            .map(algorithm -> issued.keys().signer(algorithm).sign(JwtKind.USERINFO, body))
            .orElseGet(body::encode);
    Content content = settings.userinfoAlgorithm().isPresent() ? Content.JWT : Content.CLAIMS;
    return settings
        .userinfoEncryption()
        .map(to -> encryption.encrypt(plain, content, client, to))
        .orElseGet(() -> Future.succeededFuture(plain));
  }
}
