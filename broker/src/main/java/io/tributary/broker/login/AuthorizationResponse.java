package io.tributary.broker.login;

import io.tributary.broker.request.ReturnAddress;
import io.tributary.broker.web.Delivery;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * The end of an authorization request: what the client is told, and where and how (RFC 6749 §4.1.2,
 * OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0 Form Post Response Mode §2).
 * Failures go the way that the success would have gone.
 */
public record AuthorizationResponse(ReturnAddress back, ResponseParameters parameters) {

  static AuthorizationResponse success(
      ReturnAddress back, Map<String, String> given, Optional<String> sessionState) {
    return new AuthorizationResponse(back, ResponseParameters.success(back, given, sessionState));
  }

  /**
   * Tells the client of a failure (RFC 6749 §4.1.2.1).
   *
   * @param request id of the request that it failed in
   */
  static AuthorizationResponse failure(ReturnAddress back, OAuthException failure, String request) {
    return new AuthorizationResponse(back, ResponseParameters.failure(back, failure, request));
  }

  /** Sends the browser to the client with it. */
  void send(RoutingContext context, Delivery delivery) {
    switch (back.mode()) {
      case QUERY, FRAGMENT -> delivery.leave(context, location());
      case FORM_POST -> delivery.post(context, back.redirectUri(), parameters.fields());
    }
  }

  /**
   * The redirect URI with the response in it; what is registered of a query stays as it is. A
   * registered URI never has a fragment (RFC 6749 §3.1.2).
   *
   * @throws IllegalStateException for a form: its values stand in no address
   */
  String location() {
    String uri = back.redirectUri();
    return switch (back.mode()) {
      case QUERY -> uri + (uri.indexOf('?') < 0 ? '?' : '&') + parameters.encoded();
      case FRAGMENT -> uri + '#' + parameters.encoded();
      case FORM_POST -> throw new IllegalStateException("A form has no location");
    };
  }

  @Override
  public String toString() {
    return "AuthorizationResponse";
  }
}
