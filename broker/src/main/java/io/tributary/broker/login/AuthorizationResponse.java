package io.tributary.broker.login;

import io.tributary.platform.protocol.OAuthException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The redirect that ends an authorization request (RFC 6749 §4.1.2), always with {@code iss} (RFC
 * 9207 §2).
 *
 * @param location the client's redirect URI with the response in its query
 */
public record AuthorizationResponse(String location) {

  /**
   * @param sessionState of OpenID Connect Session Management §2, where that is on
   */
  public static AuthorizationResponse success(
      ReturnAddress back, String code, Optional<String> sessionState) {
    return new AuthorizationResponse(
        new Query(back.redirectUri())
            .add("code", code)
            .add("state", back.state())
            .add("iss", back.issuer().identifier())
            .add("session_state", sessionState)
            .toString());
  }

  public static AuthorizationResponse failure(ReturnAddress back, OAuthException failure) {
    return new AuthorizationResponse(
        new Query(back.redirectUri())
            .add("error", failure.code().wire())
            .add("error_description", failure.description())
            .add("state", back.state())
            .add("iss", back.issuer().identifier())
            .toString());
  }

  @Override
  public String toString() {
    return "AuthorizationResponse";
  }

  /** Appends to a URI that may have a query of its own, which stays as registered. */
  private static final class Query {
    private final StringBuilder uri;
    private char separator;

    Query(String redirectUri) {
      uri = new StringBuilder(redirectUri);
      separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
    }

    Query add(String name, String value) {
      uri.append(separator)
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      separator = '&';
      return this;
    }

    Query add(String name, Optional<String> value) {
      return value.map(present -> add(name, present)).orElse(this);
    }

    @Override
    public String toString() {
      return uri.toString();
    }
  }
}
