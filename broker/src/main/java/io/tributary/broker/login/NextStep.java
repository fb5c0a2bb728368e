package io.tributary.broker.login;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.request.LoginTerms;
import io.tributary.broker.request.Prompt;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.NewSession;
import io.tributary.platform.protocol.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What comes next in a login. Every detour returns to {@link #decide}; none calls another. */
public sealed interface NextStep {
  /** What a silent request hears that must not learn more. */
  String NOBODY = "The person is not logged in, or has not agreed to this application yet";

  /** One function for each step. */
  interface Cases<T> {
    T chooseUpstream();

    T goUpstream(String upstream);

    T localLogin();

    T askConsent();

    T issue();

    T refuse(ErrorCode code, String description);
  }

  <T> T fold(Cases<T> cases);

  /** Show every way. */
  record ChooseUpstream() implements NextStep {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.chooseUpstream();
    }
  }

  /** Send the browser to an upstream. */
  record GoUpstream(String upstream) implements NextStep {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.goUpstream(upstream);
    }
  }

  /** Ask for a user name and a password. */
  record LocalLogin() implements NextStep {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.localLogin();
    }
  }

  record AskConsent() implements NextStep {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.askConsent();
    }
  }

  /** Make the code. */
  record Issue() implements NextStep {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.issue();
    }
  }

  record Refuse(ErrorCode code, String description) implements NextStep {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.refuse(code, description);
    }
  }

  /**
   * The one decision (OpenID Connect Core §3.1.2.3 and §3.1.2.4).
   *
   * @param session of this browser, live
   */
  static NextStep decide(
      LoginAttempt attempt, Optional<SignedIn> session, LoginPolicy policy, Instant now) {
    ValidRequest request = attempt.request();
    boolean silent = request.login().prompt().contains(Prompt.NONE);
    if (session.isPresent() && !session.get().expected() && isProof(attempt, session.get())) {
      return new Refuse(
          ErrorCode.LOGIN_REQUIRED, "Somebody else logged in than the application expects");
    }
    if (session.isPresent()
        && isProof(attempt, session.get())
        && !suffices(request, session.get())) {
      // OpenID Connect Core §5.5.1.1 calls it a failed authentication; its own error code is of
      // OpenID Connect Core Error Code unmet_authentication_requirements 1.0.
      return new Refuse(
          ErrorCode.UNMET_AUTHENTICATION_REQUIREMENTS,
          "The person could not be authenticated as the application demands");
    }
    if (session.isEmpty() || mustAuthenticate(attempt, session.get(), policy, now)) {
      return silent ? new Refuse(ErrorCode.LOGIN_REQUIRED, NOBODY) : authenticate(attempt, policy);
    }
    if (!attempt.consented() && mustConsent(request, session.get())) {
      return silent ? notAgreed(session.get()) : new AskConsent();
    }
    return new Issue();
  }

  /**
   * A client that the person never agreed to here hears what it hears when nobody is logged in:
   * whether somebody is, who (subjects are known to other clients), since when ({@code max_age})
   * and how ({@code acr}) is nothing that it has a right to.
   */
  private static NextStep notAgreed(SignedIn session) {
    return session.consented().isEmpty()
        ? new Refuse(ErrorCode.LOGIN_REQUIRED, NOBODY)
        : new Refuse(ErrorCode.CONSENT_REQUIRED, "The person has not agreed yet");
  }

  private static boolean mustAuthenticate(
      LoginAttempt attempt, SignedIn session, LoginPolicy policy, Instant now) {
    if (!policy.allows(session.upstream()) || !session.expected()) {
      return true;
    }
    if (isProof(attempt, session)) {
      return false;
    }
    ValidRequest request = attempt.request();
    return !suffices(request, session)
        || request.login().prompt().contains(Prompt.LOGIN)
        || request.login().prompt().contains(Prompt.SELECT_ACCOUNT)
        || (request.login().maxAgeSeconds().isPresent()
            && !session
                .authTime()
                .plusSeconds(request.login().maxAgeSeconds().getAsLong())
                .isAfter(now));
  }

  /** Whether the session's login was of the kind, and tells as much, as the request demands. */
  private static boolean suffices(ValidRequest request, SignedIn session) {
    LoginTerms terms = request.login();
    boolean acr =
        !terms.acr().essential()
            || terms.acr().values().stream().anyMatch(session.acrs()::contains);
    boolean time = !terms.authTimeRequired() || !session.authTime().equals(NewSession.UNKNOWN_TIME);
    return acr && time;
  }

  /** Whether the session was made by this very request. */
  private static boolean isProof(LoginAttempt attempt, SignedIn session) {
    return attempt.authenticated().filter(session.sessionHash()::equals).isPresent();
  }

  private static NextStep authenticate(LoginAttempt attempt, LoginPolicy policy) {
    List<String> ways = policy.ways();
    if (ways.isEmpty()) {
      return new Refuse(ErrorCode.ACCESS_DENIED, "There is no way to log in to this application");
    }
    Optional<String> wanted =
        attempt.chosen().or(() -> attempt.request().login().idpHint()).filter(policy::allows);
    if (wanted.isEmpty() && ways.size() > 1) {
      return new ChooseUpstream();
    }
    String way = wanted.orElse(ways.get(0));
    return way.equals(Identity.LOCAL) ? new LocalLogin() : new GoUpstream(way);
  }

  private static boolean mustConsent(ValidRequest request, SignedIn session) {
    if (request.login().prompt().contains(Prompt.CONSENT)) {
      return true;
    }
    // Nobody here vouches for a client that registered itself.
    return (request.client().registered() || request.client().requests().consent())
        && !session.consented().values().containsAll(request.tokens().reach().values());
  }
}
