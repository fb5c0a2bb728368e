package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.protocol.ProtocolClaims;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches userinfo (OpenID Connect Core §5.3) and merges it with the id_token. It is fetched
 * whenever the provider has it: Okta's id_tokens are thin, and groups that could not be asked for
 * must fail the login rather than look like none.
 */
final class Userinfo {
  private final ProviderHttp http;

  Userinfo(ProviderHttp http) {
    this.http = http;
  }

  /** All claims: those of the id_token alone when the provider has no userinfo. */
  Future<Map<String, Object>> addTo(
      JsonMembers idToken, ProviderMetadata provider, String accessToken) {
    if (provider.userinfoEndpoint().isEmpty()) {
      return Future.succeededFuture(idToken.members());
    }
    OutboundRequest request =
        OutboundRequest.get(
            provider.userinfoEndpoint().get(),
            Map.of("accept", "application/json", "authorization", "Bearer " + accessToken));
    return http.getObject("userinfo", request).map(userinfo -> merge(idToken, userinfo));
  }

  /** §5.3.2: the answer of another subject must not be used. */
  private static Map<String, Object> merge(JsonMembers idToken, Map<String, Object> userinfo) {
    String subject = new JsonMembers("userinfo", userinfo).requiredText("sub");
    if (!subject.equals(idToken.requiredText("sub"))) {
      throw new RelyingPartyException(Kind.MISBEHAVED, "userinfo: sub is not that of the id_token");
    }
    Map<String, Object> merged = new LinkedHashMap<>(idToken.members());
    userinfo.forEach(
        (name, value) -> {
          if (!ProtocolClaims.isOfIdToken(name)) {
            merged.put(name, value);
          }
        });
    return Collections.unmodifiableMap(merged);
  }
}
