package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.ErrorDescription;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an error code of a provider means to us (RFC 6749 §4.1.2.1, §5.2; OIDC Core §3.1.2.6). */
final class ProviderErrors {
  private static final Set<String> INTERACTION =
      Set.of(
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required",
          "unmet_authentication_requirements");

  private static final Set<String> OUT_OF_ORDER = Set.of("temporarily_unavailable", "server_error");

  private static final Set<String> OUR_SETTINGS =
      Set.of(
          "invalid_client",
          "unauthorized_client",
          "invalid_scope",
          "unsupported_response_type",
          "unsupported_grant_type",
          "invalid_redirect_uri",
          "redirect_uri_mismatch");

  /** Anything else is foreign text and is not repeated. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private ProviderErrors() {}

  static RelyingPartyException of(String operation, String error, Optional<String> description) {
    String shown = CODE.matcher(error).matches() ? error : "an error without a proper code";
    return new RelyingPartyException(
        kind(error),
        operation + ": the provider said " + shown,
        new ProviderRefusal(error, description.map(ErrorDescription::read)));
  }

  private static Kind kind(String error) {
    if (INTERACTION.contains(error)) {
      return Kind.INTERACTION_REQUIRED;
    }
    if (OUT_OF_ORDER.contains(error)) {
      return Kind.UNAVAILABLE;
    }
    if (OUR_SETTINGS.contains(error)) {
      return Kind.MISCONFIGURED;
    }
    // Providers have words of their own beside access_denied: user_cancelled_login and the like.
    String word = error.toLowerCase(Locale.ROOT);
    return word.contains("denied") || word.contains("cancelled") || word.contains("canceled")
        ? Kind.DENIED
        : Kind.MISBEHAVED;
  }
}
