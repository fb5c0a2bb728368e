package io.tributary.platform.relyingparty;

import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Checks an authorization response before any of it is used: state, provider, {@code iss}, error,
 * code, in this order.
 */
final class AnswerCheck {
  private static final int MAX_CODE = 4096;

  private AnswerCheck() {}

  /** RFC 6749 §10.12; and the answer comes from the provider that the login was started at. */
  static void belongs(PendingLogin pending, CallbackParameters answer, String provider) {
    byte[] expected = pending.state().getBytes(StandardCharsets.UTF_8);
    byte[] actual = answer.state().orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, actual)) {
      throw foreign("state is not that of this login");
    }
    if (!pending.provider().equals(provider)) {
      throw foreign("the login was started at another provider");
    }
  }

  /** The code, once {@code iss} is right (RFC 9207 §2.4, errors included) and no error came. */
  static String code(CallbackParameters answer, ProviderMetadata metadata) {
    if (answer.iss().isPresent() && !answer.iss().get().equals(metadata.issuer())) {
      throw foreign("iss is not the provider's");
    }
    if (answer.iss().isEmpty() && metadata.issInResponse()) {
      throw foreign("iss is missing though the provider sends it");
    }
    if (answer.error().isPresent()) {
      throw ProviderErrors.of("authorization", answer.error().get(), answer.errorDescription());
    }
    return answer
        .code()
        .filter(code -> !code.isEmpty() && code.length() <= MAX_CODE)
        .orElseThrow(
            () ->
                new RelyingPartyException(
                    Kind.MISBEHAVED, "authorization: the answer has no usable code"));
  }

  private static RelyingPartyException foreign(String why) {
    return new RelyingPartyException(Kind.FOREIGN_RESPONSE, "authorization: " + why);
  }
}
