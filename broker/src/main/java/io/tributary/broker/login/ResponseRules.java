package io.tributary.broker.login;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseMode;
import io.tributary.platform.protocol.ResponseType;
import java.util.Set;

/** What a request may want back, and by which way (OAuth 2.0 Multiple Response Types §2 to §5). */
final class ResponseRules {
  private ResponseRules() {}

  /**
   * @throws OAuthException {@code unsupported_response_type} when this broker does not offer it,
   *     {@code unauthorized_client} when the client may not have it (RFC 6749 §4.1.2.1)
   */
  static Set<ResponseType> types(Parameters parameters, Client client) {
    Set<ResponseType> types = ResponseType.parse(parameters.require("response_type"));
    requireOffered(types);
    if (!client.requests().responseTypes().contains(types)) {
      throw OAuthException.of(
          ErrorCode.UNAUTHORIZED_CLIENT,
          "The application is not registered for this response type");
    }
    return types;
  }

  /**
   * @throws OAuthException {@code invalid_request} for an unknown mode, one that is not offered,
   *     and tokens in a query (Multiple Response Types §3, §5)
   */
  static ResponseMode mode(Parameters parameters, Set<ResponseType> types) {
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
    requireOffered(mode);
    return mode;
  }

  /**
   * How a refusal goes back while nothing was checked: as the request asks, if that is readable.
   */
  static ResponseMode ofRefusal(Parameters parameters) {
    try {
      Set<ResponseType> types =
          parameters.get("response_type").map(ResponseType::parse).orElse(ResponseType.CODE_FLOW);
      return mode(parameters, types);
    } catch (OAuthException unreadable) {
      return ResponseMode.QUERY;
    }
  }

  private static void requireOffered(Set<ResponseType> types) {
    if (!types.equals(ResponseType.CODE_FLOW)) {
      throw OAuthException.of(
          ErrorCode.UNSUPPORTED_RESPONSE_TYPE, "Only the response type code is supported here");
    }
  }

  private static void requireOffered(ResponseMode mode) {
    if (mode != ResponseMode.QUERY) {
      throw unsupportedMode();
    }
  }

  private static OAuthException unsupportedMode() {
    return OAuthException.of(ErrorCode.INVALID_REQUEST, "This response mode is not supported here");
  }
}
