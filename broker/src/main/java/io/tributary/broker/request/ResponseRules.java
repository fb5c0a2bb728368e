package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseMode;
import io.tributary.platform.protocol.ResponseType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a request may want back, and by which way (OAuth 2.0 Multiple Response Types §2 to §5).
 *
 * @param offered response types that are on in this broker
 */
record ResponseRules(Set<Set<ResponseType>> offered) {
  /**
   * @throws OAuthException {@code unsupported_response_type} when this broker does not offer it,
   *     {@code unauthorized_client} when the client may not have it (RFC 6749 §4.1.2.1)
   */
  Set<ResponseType> types(Parameters parameters, Client client) {
    Set<ResponseType> types = ResponseType.parse(parameters.require("response_type"));
    if (!offered.contains(types)) {
      throw OAuthException.of(
          ErrorCode.UNSUPPORTED_RESPONSE_TYPE, "This response type is not supported here");
    }
    if (!client.requests().responseTypes().contains(types)) {
      throw OAuthException.of(
          ErrorCode.UNAUTHORIZED_CLIENT,
          "The application is not registered for this response type");
    }
    return types;
  }

  /**
   * @throws OAuthException {@code invalid_request} for an unknown mode, for tokens in a query
   *     (Multiple Response Types §3, §5), and for a form to a program that is no web server
   */
  static ResponseMode mode(Parameters parameters, String redirectUri, Set<ResponseType> types) {
    ResponseMode standard = ResponseMode.standard(types);
    ResponseMode mode =
        parameters
            .get("response_mode")
            .map(wire -> ResponseMode.of(wire).orElseThrow(ResponseRules::unsupportedMode))
            .orElse(standard);
    if (mode == ResponseMode.QUERY && standard != ResponseMode.QUERY) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "Tokens are not returned by the response mode query");
    }
    if (mode == ResponseMode.FORM_POST && !takesForms(redirectUri)) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "Only a web address takes the response mode form_post");
    }
    return mode;
  }

  /**
   * How a refusal goes back while nothing was checked: as the request asks, if that is readable and
   * possible, else as its response type would.
   */
  static ResponseMode ofRefusal(Parameters parameters, String redirectUri) {
    Set<ResponseType> types =
        readable(() -> parameters.get("response_type").map(ResponseType::parse))
            .orElse(ResponseType.CODE_FLOW);
    return readable(() -> Optional.of(mode(parameters, redirectUri, types)))
        .orElse(ResponseMode.standard(types));
  }

  private static <T> Optional<T> readable(Supplier<Optional<T>> reading) {
    try {
      return reading.get();
    } catch (OAuthException unreadable) {
      return Optional.empty();
    }
  }

  /** An application's own scheme opens it with an address, and nothing else. */
  private static boolean takesForms(String redirectUri) {
    return redirectUri.startsWith("https:") || redirectUri.startsWith("http:");
  }

  private static OAuthException unsupportedMode() {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, "This response mode is not supported here");
  }
}
