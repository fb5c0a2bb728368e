package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.RequestSettings;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads what a request wants of the login. */
final class LoginTermRules {
  private static final int MOST_ACR_VALUES = 32;

  private final BiFunction<TrustedRequest, String, String> hinted;

  LoginTermRules(BiFunction<TrustedRequest, String, String> hinted) {
    this.hinted = hinted;
  }

  LoginTerms of(TrustedRequest trusted, ClaimsRequest claims) {
    Parameters parameters = trusted.parameters();
    Client client = trusted.client();
    return new LoginTerms(
        parameters.get("prompt").map(Prompt::parse).orElse(EnumSet.noneOf(Prompt.class)),
        maxAge(parameters, client.requests()),
        authTimeRequired(parameters, client.requests(), claims),
        acr(parameters, client.requests(), claims),
        parameters.get("login_hint", RequestRules.LONGEST_VALUE),
        parameters
            .get("idp_hint", RequestRules.LONGEST_VALUE)
            .or(() -> parameters.get("kc_idp_hint", RequestRules.LONGEST_VALUE)),
        expectedSub(trusted, claims));
  }

  private static OptionalLong maxAge(Parameters parameters, RequestSettings settings) {
    Optional<String> written = parameters.get("max_age");
    if (written.isEmpty()) {
      return settings.defaultMaxAge();
    }
    if (!written.get().matches("[0-9]{1,9}")) {
      throw OAuthException.of(ErrorCode.INVALID_REQUEST, "The parameter max_age is no number");
    }
    return OptionalLong.of(Long.parseLong(written.get()));
  }

  /**
   * OpenID Connect Core §2: when {@code max_age} was asked for, or {@code auth_time} as essential.
   */
  private static boolean authTimeRequired(
      Parameters parameters, RequestSettings settings, ClaimsRequest claims) {
    return settings.requireAuthTime()
        || maxAge(parameters, settings).isPresent()
        || claims.ofIdToken("auth_time").filter(ClaimsRequest.Asked::essential).isPresent();
  }

  /** The {@code claims} parameter says more than {@code acr_values}, and wins (§5.5.1.1). */
  private static AcrWish acr(
      Parameters parameters, RequestSettings settings, ClaimsRequest claims) {
    Optional<ClaimsRequest.Asked> asked =
        claims.ofIdToken("acr").filter(acr -> !acr.values().isEmpty());
    if (asked.isPresent()) {
      return new AcrWish(asked.get().values(), asked.get().essential());
    }
    List<String> values =
        parameters
            .get("acr_values", RequestRules.LONGEST_VALUE)
            .map(written -> Stream.of(written.split(" ", -1)).filter(v -> !v.isEmpty()).toList())
            .orElse(settings.defaultAcrValues());
    if (values.size() > MOST_ACR_VALUES) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The parameter acr_values has too many values");
    }
    return new AcrWish(values, false);
  }

  /**
   * §5.5.1 lets {@code sub} be asked for with a value, with the meaning of an {@code
   * id_token_hint}; two that differ can never be met by one person.
   */
  private Optional<String> expectedSub(TrustedRequest trusted, ClaimsRequest claims) {
    List<String> named =
        Stream.of(
                trusted.parameters().get("id_token_hint").map(h -> hinted.apply(trusted, h)),
                sub(claims.idToken().get("sub")),
                sub(claims.userinfo().get("sub")))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (named.size() > 1) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The request expects two different people");
    }
    return named.stream().findFirst();
  }

  private static Optional<String> sub(ClaimsRequest.Asked asked) {
    if (asked == null || asked.values().isEmpty()) {
      return Optional.empty();
    }
    if (asked.values().size() > 1) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The request expects two different people");
    }
    return Optional.of(asked.values().get(0));
  }
}
