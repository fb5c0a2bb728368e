package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How we prove to a provider which client we are, in whatever we post to it. */
final class ClientProof {
  private static final String BASIC = "client_secret_basic";

  private final ProviderSettings settings;

  ClientProof(ProviderSettings settings) {
    this.settings = settings;
  }

  /** RFC 6749 §2.3.1: id and secret are form-encoded before they become basic credentials. */
  void add(ProviderMetadata provider, Map<String, String> fields, Map<String, String> headers) {
    if (settings.clientSecret().isEmpty()) {
      fields.put("client_id", settings.clientId());
      return;
    }
    String secret = settings.clientSecret().get().reveal();
    if (usesBasic(provider)) {
      String credentials =
          OutboundRequest.formEncode(settings.clientId())
              + ":"
              + OutboundRequest.formEncode(secret);
      headers.put(
          "authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)));
    } else {
      fields.put("client_id", settings.clientId());
      fields.put("client_secret", secret);
    }
  }

  private boolean usesBasic(ProviderMetadata provider) {
    List<String> offered = provider.tokenEndpointAuthMethods();
    return switch (settings.clientAuthentication()) {
      case BASIC -> true;
      case POST -> false;
      case AUTO -> offered.isEmpty() || offered.contains(BASIC);
    };
  }
}
