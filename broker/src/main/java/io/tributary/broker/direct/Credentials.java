package io.tributary.broker.direct;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.ClientAssertions;
import io.tributary.broker.client.PresentedCredentials;
import io.tributary.broker.client.PresentedCredentials.Assertion;
import io.tributary.broker.client.PresentedCredentials.Pair;
import io.tributary.broker.client.PresentedCredentials.Pairs;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes a client's credentials out of a request: from one place, never from two (RFC 6749 §2.3).
 */
final class Credentials {
  private static final String BASIC = "basic ";

  private Credentials() {}

  /**
   * @param authorization the header's value, or {@code null}
   * @throws OAuthException {@code invalid_request} for two ways at once, {@code invalid_client} for
   *     none
   */
  static PresentedCredentials read(String authorization, Parameters form) {
    Optional<String> id = form.get("client_id");
    Optional<String> secret = form.get("client_secret");
    Optional<String> assertion = form.get("client_assertion");
    boolean asserted = assertion.isPresent() || form.get("client_assertion_type").isPresent();
    long ways =
        Stream.of(authorization != null, secret.isPresent(), asserted).filter(way -> way).count();
    if (ways > 1) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The client authenticates in two ways at once");
    }
    if (authorization != null) {
      return basic(authorization, id);
    }
    if (asserted) {
      return assertion(assertion, form.get("client_assertion_type"), id);
    }
    if (id.isEmpty()) {
      throw OAuthException.of(ErrorCode.INVALID_CLIENT, "The client does not say who it is");
    }
    return new Pairs(
        secret.isPresent() ? AuthenticationMethod.CLIENT_SECRET_POST : AuthenticationMethod.NONE,
        List.of(new Pair(id.get(), secret)));
  }

  /** RFC 7521 §4.2: the type says what the assertion is; we know one. */
  private static PresentedCredentials assertion(
      Optional<String> jwt, Optional<String> type, Optional<String> id) {
    if (jwt.isEmpty() || type.isEmpty()) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST,
          "Send client_assertion and client_assertion_type, or neither of them");
    }
    if (!type.get().equals(ClientAssertions.TYPE)) {
      throw OAuthException.of(
          ErrorCode.INVALID_CLIENT, "This way to authenticate a client is not supported here");
    }
    return new Assertion(jwt.get(), id);
  }

  /** RFC 6749 §2.3.1: form-encoded, then RFC 7617; widespread libraries send them raw. */
  private static PresentedCredentials basic(String authorization, Optional<String> bodyId) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      throw unreadable();
    }
    String pair = decoded(authorization.substring(BASIC.length()).trim());
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw unreadable();
    }
    Pair raw = new Pair(pair.substring(0, colon), Optional.of(pair.substring(colon + 1)));
    List<Pair> readings = new ArrayList<>(List.of(raw));
    formDecoded(raw).filter(decoded -> !decoded.equals(raw)).ifPresent(readings::add);
    if (bodyId.isPresent()) {
      readings.removeIf(reading -> !reading.clientId().equals(bodyId.get()));
    }
    return new Pairs(AuthenticationMethod.CLIENT_SECRET_BASIC, readings);
  }

  private static Optional<Pair> formDecoded(Pair raw) {
    try {
      return Optional.of(
          new Pair(
              Parameters.decode(raw.clientId()),
              Optional.of(Parameters.decode(raw.secret().orElse("")))));
    } catch (OAuthException notEncoded) {
      return Optional.empty();
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw unreadable();
    }
  }

  private static OAuthException unreadable() {
    return OAuthException.of(ErrorCode.INVALID_CLIENT, "The authorization header cannot be read");
  }
}
