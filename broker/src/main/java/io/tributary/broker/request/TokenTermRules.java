package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.token.OfflineAccess;
import io.tributary.broker.token.RequestedClaims;
import io.tributary.broker.token.ResourceParameter;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.ResponseType;
import io.tributary.platform.protocol.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what a request wants its tokens to be and to say. */
final class TokenTermRules {
  private final Function<Issuer, ClaimRelease> release;

  TokenTermRules(Function<Issuer, ClaimRelease> release) {
    this.release = release;
  }

  /**
   * @param types of the response: without a code there is no offline access
   * @param prompts nor is there any unless the person is asked, where asking is due
   */
  TokenTerms of(
      TrustedRequest trusted, ClaimsRequest claims, Set<ResponseType> types, Set<Prompt> prompts) {
    Parameters parameters = trusted.parameters();
    Client client = trusted.client();
    ClaimRelease released = release.apply(trusted.issuer());
    Scopes scopes =
        OfflineAccess.decide(
            scopes(parameters, client),
            client,
            types.contains(ResponseType.CODE),
            prompts.contains(Prompt.CONSENT));
    Set<String> allowed = client.requests().scopes();
    RequestedClaims named =
        new RequestedClaims(
            released.within(claims.idToken().keySet(), allowed, client.release()),
            released.within(claims.userinfo().keySet(), allowed, client.release()));
    return new TokenTerms(
        scopes,
        named,
        claimScopes(released, named, scopes, client),
        nonce(parameters, types),
        challenge(parameters, client, types),
        ResourceParameter.read(parameters, client));
  }

  /**
   * RFC 6749 §3.3: values that the client may not have are left out; the response says what it got.
   */
  private static Scopes scopes(Parameters parameters, Client client) {
    Scopes asked = Scopes.parse(parameters.require("scope"));
    if (!asked.contains(Scopes.OPENID)) {
      throw OAuthException.of(ErrorCode.INVALID_SCOPE, "The scope openid is missing");
    }
    return asked.intersect(client.requests().scopes());
  }

  private static List<String> claimScopes(
      ClaimRelease released, RequestedClaims named, Scopes scopes, Client client) {
    Set<String> names = new LinkedHashSet<>(named.idToken());
    names.addAll(named.userinfo());
    names.removeAll(released.within(names, scopes.values(), client.release()));
    List<String> giving = new ArrayList<>(released.giving(names, client.requests().scopes()));
    giving.removeAll(scopes.values());
    return List.copyOf(giving);
  }

  /**
   * OpenID Connect Core §3.2.2.1, §3.3.2.11: whoever takes an id_token from a browser must tell it
   * from one that was given elsewhere.
   */
  private static Optional<String> nonce(Parameters parameters, Set<ResponseType> types) {
    Optional<String> nonce = parameters.get("nonce", RequestRules.LONGEST_VALUE);
    if (nonce.isEmpty() && types.contains(ResponseType.ID_TOKEN)) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST,
          "The parameter nonce is missing: the response has an id_token");
    }
    return nonce;
  }

  /** PKCE binds a code: it is due wherever the response has one, whatever else it has. */
  private static Optional<String> challenge(
      Parameters parameters, Client client, Set<ResponseType> types) {
    boolean due = types.contains(ResponseType.CODE) && client.requests().pkceRequired();
    Optional<String> challenge = parameters.get("code_challenge");
    Optional<String> method = parameters.get("code_challenge_method");
    if (challenge.isEmpty()) {
      if (method.isPresent() || due) {
        throw OAuthException.of(
            ErrorCode.INVALID_REQUEST, "The parameter code_challenge is missing (PKCE)");
      }
      return challenge;
    }
    // RFC 7636 §4.3: without a method it would be plain, which is not offered.
    if (!method.orElse("plain").equals(Pkce.S256)) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "Only the code challenge method S256 is supported here");
    }
    if (!Pkce.isChallenge(challenge.get())) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The parameter code_challenge is malformed");
    }
    return challenge;
  }
}
