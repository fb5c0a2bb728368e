package io.tributary.inventory.login;

import io.tributary.inventory.login.LoginMeters.Outcome;
import io.tributary.inventory.pipeline.AccountRefused;
import io.tributary.inventory.pipeline.GroupsClaim.UnreadableClaim;
import io.tributary.platform.relyingparty.ProviderRefusal;
import io.tributary.platform.relyingparty.RelyingPartyException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a person is told when single sign-on did not work.
 *
 * @param sentence what happened and what to do, in our own words
 * @param refusal what the provider answered, for the log
 */
record SsoFailure(int status, Outcome outcome, String sentence, Optional<ProviderRefusal> refusal) {
  private static final SsoFailure DENIED =
      new SsoFailure(
          403,
          Outcome.DENIED,
          "The identity provider did not log you in: the login was cancelled, or you may not use"
              + " this application. Try again, or ask your administrator.");
  private static final SsoFailure UNAVAILABLE =
      new SsoFailure(
          503,
          Outcome.UNAVAILABLE,
          "The identity provider cannot be reached just now. Try again in a moment; a local account"
              + " works meanwhile.");
  private static final SsoFailure MISBEHAVED =
      new SsoFailure(
          502,
          Outcome.MISBEHAVED,
          "The identity provider's answer could not be trusted, so nobody was logged in. Try again;"
              + " if it happens again, give the request id below to your administrator.");
  private static final SsoFailure FOREIGN =
      new SsoFailure(
          400,
          Outcome.FOREIGN,
          "The answer did not belong to this login, so nobody was logged in. Begin again.");
  private static final SsoFailure INACTIVE =
      new SsoFailure(
          403, Outcome.INACTIVE, "Your account here is switched off. Ask your administrator.");

  private static final Map<Class<?>, Function<Throwable, SsoFailure>> MEANINGS =
      Map.of(
          RelyingPartyException.class,
          failure -> of((RelyingPartyException) failure),
          AccountRefused.class,
          failure -> INACTIVE,
          UnreadableClaim.class,
          failure -> MISBEHAVED);

  /** Nothing for a failure that is not the login's. */
  static Optional<SsoFailure> of(Throwable failure) {
    return Optional.ofNullable(MEANINGS.get(failure.getClass()))
        .map(meaning -> meaning.apply(failure));
  }

  SsoFailure(int status, Outcome outcome, String sentence) {
    this(status, outcome, sentence, Optional.empty());
  }

  private static SsoFailure of(RelyingPartyException failure) {
    SsoFailure meant = of(failure.kind());
    return failure.refusal().map(meant::told).orElse(meant);
  }

  /** Of the provider's own words only its reference is shown, which can say nothing. */
  private SsoFailure told(ProviderRefusal said) {
    String shown =
        said.reference()
            .map(id -> sentence + " The identity provider's reference is " + id + ".")
            .orElse(sentence);
    return new SsoFailure(status, outcome, shown, Optional.of(said));
  }

  private static SsoFailure of(RelyingPartyException.Kind kind) {
    return switch (kind) {
      case DENIED, INTERACTION_REQUIRED -> DENIED;
      case UNAVAILABLE -> UNAVAILABLE;
      case MISBEHAVED, MISCONFIGURED, NOT_FRESH -> MISBEHAVED;
      case FOREIGN_RESPONSE -> FOREIGN;
    };
  }
}
