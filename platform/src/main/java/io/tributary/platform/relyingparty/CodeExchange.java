package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.outbound.OutboundResponse;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Posts the code to the token endpoint (RFC 6749 §4.1.3) and reads the answer strictly. */
final class CodeExchange {
  /** It goes into a header: printable ASCII only (RFC 6750 §2.1 allows less). */
  private static final Pattern ACCESS_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,16384}");

  private static final int MAX_REFRESH_TOKEN = 16 * 1024;

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final ClientProof proof;

  CodeExchange(ProviderSettings settings, ProviderHttp http, ClientProof proof) {
    this.settings = settings;
    this.proof = proof;
    this.http = http;
  }

  /** A token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3); it prints nothing of it. */
  record Tokens(
      String accessToken, String idToken, Optional<String> refreshToken, Set<String> scopes) {
    @Override
    public String toString() {
      return "Tokens[***]";
    }
  }

  Future<Tokens> redeem(ProviderMetadata provider, PendingLogin pending, String code) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", pending.redirectUri().toString());
    fields.put("code_verifier", pending.codeVerifier());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    proof.add(provider, fields, headers);
    return http.send("token", OutboundRequest.form(provider.tokenEndpoint(), fields, headers))
        .map(this::read);
  }

  private Tokens read(OutboundResponse response) {
    if (response.status() != 200) {
      throw refusal(response);
    }
    JsonMembers members = new JsonMembers("token", http.object("token", response));
    if (!members.requiredText("token_type").equalsIgnoreCase("Bearer")) {
      throw members.wrong("token_type", "is not Bearer");
    }
    String accessToken = members.requiredText("access_token");
    if (!ACCESS_TOKEN.matcher(accessToken).matches()) {
      throw members.wrong("access_token", "cannot be sent");
    }
    Optional<String> refreshToken = members.text("refresh_token").filter(text -> !text.isEmpty());
    if (refreshToken.filter(text -> text.length() > MAX_REFRESH_TOKEN).isPresent()) {
      throw members.wrong("refresh_token", "is too long");
    }
    return new Tokens(
        accessToken, members.requiredText("id_token"), refreshToken, grantedScopes(members));
  }

  private Set<String> grantedScopes(JsonMembers members) {
    Set<String> granted = new LinkedHashSet<>();
    for (String scope : members.text("scope").orElse("").split(" ", -1)) {
      if (!scope.isEmpty()) {
        granted.add(scope);
      }
    }
    // RFC 6749 §5.1: left out when it is what was asked for.
    return granted.isEmpty() ? new LinkedHashSet<>(settings.scopesWithOpenid()) : granted;
  }

  /** RFC 6749 §5.2. */
  private RelyingPartyException refusal(OutboundResponse response) {
    if (response.status() >= 400 && ProviderHttp.isJson(response)) {
      JsonMembers members = new JsonMembers("token", http.object("token", response));
      return ProviderErrors.of("token", members.requiredText("error"), Optional.empty());
    }
    return response.status() == 401
        ? new RelyingPartyException(Kind.MISCONFIGURED, "token: answered 401")
        : new RelyingPartyException(Kind.MISBEHAVED, "token: answered " + response.status());
  }
}
