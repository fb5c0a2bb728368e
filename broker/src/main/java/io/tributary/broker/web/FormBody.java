package io.tributary.broker.web;

import io.tributary.platform.http.RequestBody;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/** The parameters of a posted form. */
public final class FormBody {
  private FormBody() {}

  /**
   * @throws OAuthException {@code invalid_request} for a body of another kind (RFC 6749 §3.1 and
   *     §3.2), or broken encoding: what is not ASCII must be encoded (Appendix B)
   */
  public static Parameters of(RoutingContext context) {
    RequestBody body = RequestBody.of(context);
    if (body.kind() == RequestBody.Kind.JSON) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "Send a form");
    }
    Buffer bytes = body.bytes();
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.getByte(i) < 0) {
        throw OAuthException.of(ErrorCode.INVALID_REQUEST, "A parameter is not encoded correctly");
      }
    }
    return Parameters.parse(bytes.toString(StandardCharsets.US_ASCII));
  }
}
