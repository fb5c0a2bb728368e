package io.tributary.broker.token;

import io.tributary.broker.client.Client;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.Optional;

/**
 * The parameter {@code resource} of authorization and token requests (RFC 8707 §2): what access
 * tokens are to be for. Only what is registered for the client, and one at a time: a token for two
 * resources could be used by each of them at the other.
 */
public final class ResourceParameter {
  private ResourceParameter() {}

  /**
   * @throws OAuthException {@code invalid_target}
   */
  public static Optional<String> read(Parameters parameters, Client client) {
    if (parameters.isRepeated(Parameters.RESOURCE)) {
      throw OAuthException.of(
          ErrorCode.INVALID_TARGET, "Ask for one resource at a time, with one request for each");
    }
    Optional<String> resource = parameters.get(Parameters.RESOURCE);
    if (resource.isPresent() && !client.requests().resources().contains(resource.get())) {
      throw OAuthException.of(
          ErrorCode.INVALID_TARGET, "The resource is not registered for this application");
    }
    return resource;
  }
}
