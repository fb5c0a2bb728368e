package io.tributary.broker.login;

import io.tributary.broker.account.Resolution;
import io.tributary.broker.claims.MappingFailed;
import io.tributary.broker.request.LoginTerms;
import io.tributary.broker.request.Prompt;
import io.tributary.broker.request.ValidRequest;
import io.tributary.broker.session.NewSession;
import io.tributary.broker.token.Authorized;
import io.tributary.broker.token.IssuerTokens;
import io.tributary.broker.trace.ClaimFacts;
import io.tributary.broker.trace.Fact;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.broker.upstream.UpstreamFailure;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the steps of a login find out and decide, as facts of its trace: {@code request}, {@code
 * decision}, {@code link}, {@code consent}, {@code reused}, {@code given}, {@code refused}.
 */
final class LoginFacts {
  private static final String KEY = LoginFacts.class.getName();

  private LoginFacts() {}

  /** The notes of this request. */
  static TraceNotes notes(RoutingContext context) {
    TraceNotes notes = context.get(KEY);
    if (notes == null) {
      notes = new TraceNotes(RequestInfo.of(context).id());
      context.put(KEY, notes);
    }
    return notes;
  }

  /** The notes of this request, which belongs to an attempt; what was asked for is noted once. */
  static TraceNotes notes(RoutingContext context, LoginAttempt attempt) {
    TraceNotes notes = notes(context);
    if (notes.login().isEmpty()) {
      notes.add(asked(attempt.request()));
    }
    notes.belongsTo(attempt.login(), attempt.requests());
    return notes;
  }

  private static Fact asked(ValidRequest request) {
    return out -> {
      LoginTerms terms = request.login();
      JsonObject json =
          new JsonObject()
              .put("kind", "request")
              .put("client", request.client().id())
              .put("issuer", request.issuer().identifier())
              .put("scopes", list(request.tokens().reach().values()))
              .put("prompt", list(terms.prompt().stream().map(Prompt::wire).toList()))
              .put("acr", list(terms.acr().values()))
              .put("acr_essential", terms.acr().essential());
      terms.maxAgeSeconds().ifPresent(seconds -> json.put("max_age", seconds));
      terms.idpHint().ifPresent(hint -> json.put("idp_hint", out.text(hint)));
      return json;
    };
  }

  /** What the one decision was, and what it was made from. */
  static Fact decided(
      LoginAttempt attempt, Optional<SignedIn> session, LoginPolicy policy, NextStep next) {
    return out -> {
      JsonObject json =
          new JsonObject()
              .put("kind", "decision")
              .put("next", next.fold(new NextStepWords()))
              .put("ways", list(policy.ways()));
      session.ifPresentOrElse(
          known -> json.put("session", session(attempt, known)), () -> json.put("session", "none"));
      return json;
    };
  }

  private static JsonObject session(LoginAttempt attempt, SignedIn session) {
    JsonObject json =
        new JsonObject()
            .put("upstream", session.upstream())
            .put("made_by_this_login", attempt.authenticated().isPresent())
            .put("expected_person", session.expected())
            .put("acr", list(session.acrs()))
            .put("agreed_before_to", list(session.consented().values()))
            .put("agreed_now", attempt.consented());
    if (!session.authTime().equals(NewSession.UNKNOWN_TIME)) {
      json.put("auth_time", session.authTime().toString());
    }
    return json;
  }

  /** Whose account a verified identity is for. */
  static Fact linked(Resolution resolution) {
    return out ->
        resolution.fold(
            known -> link("known").put("username", out.text(known.person().username())),
            created ->
                link("created")
                    .put("username", out.text(created.person().username()))
                    .put("clash", created.clash().map(out::text).orElse(null)),
            linked ->
                link("linked by its verified e-mail address")
                    .put("username", out.text(linked.person().username())),
            refused ->
                link("refused")
                    .put("reason", refused.reason().name().toLowerCase(Locale.ROOT))
                    .put("methods", list(refused.methods())));
  }

  private static JsonObject link(String result) {
    return new JsonObject().put("kind", "link").put("result", result);
  }

  /** The claims stand in the grant of this session already. */
  static Fact reused(String login) {
    return Fact.of("reused", new JsonObject().put("login", login));
  }

  static Fact consent(String answer) {
    return Fact.of("consent", new JsonObject().put("answer", answer));
  }

  /** What the application is told, and where. */
  static Fact given(Authorized authorized, ValidRequest request, IssuerTokens tokens) {
    return out -> {
      boolean alone = request.responseTypes().equals(java.util.Set.of(ResponseType.ID_TOKEN));
      JsonObject claims = authorized.grant().claims();
      return new JsonObject()
          .put("kind", "given")
          .put("claims", out.claims(claims.getMap()))
          .put("scopes", list(authorized.scopes().values()))
          .put(
              "id_token",
              sorted(tokens.idTokens().told(authorized, alone, request.client()).fieldNames()))
          .put(
              "userinfo",
              sorted(
                  tokens
                      .release()
                      .released(
                          claims,
                          authorized.scopes(),
                          authorized.claims().userinfo(),
                          request.client().release())
                      .fieldNames()))
          .put("access_token", list(List.of("sub", "client_id", "scope", "grant_id")))
          .put("acr", authorized.acr().orElse(null));
    };
  }

  /** A refusal as it was told, and its cause as the log has it. */
  static Fact refused(OAuthException told) {
    return out -> {
      JsonObject json =
          new JsonObject()
              .put("kind", "refused")
              .put("error", told.code().wire())
              .put("description", out.text(told.description()));
      told.detail().ifPresent(detail -> json.put("detail", out.text(detail)));
      Optional.ofNullable(told.getCause())
          .map(Throwable::getMessage)
          .ifPresent(cause -> json.put("cause", out.text(cause)));
      return json;
    };
  }

  /** What is known of a failure beside what is told. */
  static Optional<Fact> of(Throwable cause) {
    if (cause instanceof MappingFailed failed) {
      return Optional.of(ClaimFacts.failed(failed));
    }
    if (cause instanceof UpstreamFailure failure) {
      return Optional.of(upstreamFailed(failure));
    }
    return Optional.empty();
  }

  /** With what the upstream said: where it is a broker of ours, the reference finds its trace. */
  private static Fact upstreamFailed(UpstreamFailure failure) {
    return out -> {
      JsonObject json =
          new JsonObject()
              .put("kind", "upstream_failure")
              .put("name", failure.upstream())
              .put("outcome", failure.outcome());
      failure.said().forEach((field, text) -> json.put(field, out.text(text)));
      return json;
    };
  }

  private static JsonArray list(Collection<String> texts) {
    return new JsonArray(List.copyOf(texts));
  }

  private static JsonArray sorted(Collection<String> names) {
    return list(new TreeSet<>(names));
  }
}
