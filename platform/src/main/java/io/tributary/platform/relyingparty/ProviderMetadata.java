package io.tributary.platform.relyingparty;

import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What discovery said (OpenID Connect Discovery §3), checked. {@code issuer} is kept as spelled
 * there.
 *
 * @param loginReportEndpoint where a broker of ours is told what became of a login
 */
public record ProviderMetadata(
    String issuer,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI jwksUri,
    Optional<URI> userinfoEndpoint,
    Optional<URI> endSessionEndpoint,
    List<String> tokenEndpointAuthMethods,
    List<String> acrValues,
    boolean issInResponse,
    Optional<URI> loginReportEndpoint) {

  /** Where the document of an issuer is (OpenID Connect Discovery §4). */
  static URI location(URI issuer) {
    String base = issuer.toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + "/.well-known/openid-configuration");
  }

  /**
   * @param loginReports address of a {@code LoginReportLink} beside it
   * @throws RelyingPartyException {@code MISBEHAVED} when the document names another issuer or an
   *     endpoint that is not secure
   */
  static ProviderMetadata read(
      Map<String, Object> document, Optional<String> loginReports, URI configuredIssuer) {
    JsonMembers members = new JsonMembers("discovery", document);
    String issuer = members.requiredText("issuer");
    if (!sameButForSlash(issuer, configuredIssuer.toString())) {
      throw new RelyingPartyException(
          Kind.MISBEHAVED, "discovery: issuer is not the configured one");
    }
    return new ProviderMetadata(
        issuer,
        required(members, "authorization_endpoint"),
        required(members, "token_endpoint"),
        required(members, "jwks_uri"),
        optional(members, "userinfo_endpoint"),
        optional(members, "end_session_endpoint"),
        members.texts("token_endpoint_auth_methods_supported"),
        members.texts("acr_values_supported"),
        members.flag("authorization_response_iss_parameter_supported"),
        loginReports.map(address -> SecureUrls.endpoint(address, "login report")));
  }

  /** Many people leave out or add the slash of an issuer; anything else is another issuer. */
  private static boolean sameButForSlash(String one, String other) {
    return one.equals(other) || one.equals(other + "/") || other.equals(one + "/");
  }

  private static URI required(JsonMembers members, String name) {
    return SecureUrls.endpoint(members.requiredText(name), name);
  }

  private static Optional<URI> optional(JsonMembers members, String name) {
    return members
        .text(name)
        .filter(value -> !value.isEmpty())
        .map(value -> SecureUrls.endpoint(value, name));
  }
}
