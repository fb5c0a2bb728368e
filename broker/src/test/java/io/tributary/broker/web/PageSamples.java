package io.tributary.broker.web;

import io.tributary.broker.web.Page.Choice;
import io.tributary.broker.web.Page.Form;
import io.tributary.broker.web.Page.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One of each page in each of its states. Every text passes through {@code text}, so that a test
 * can put the same hostile string into all of them at once.
 */
final class PageSamples {
  private final UnaryOperator<String> text;

  PageSamples(UnaryOperator<String> text) {
    this.text = text;
  }

  Frame frame() {
    return new Frame(
        new PageLook(text.apply("Tributary"), "#0b6e69"), "/", text.apply("01k9x3v7e2m4q8w6r5t1"));
  }

  /** By file name. */
  Map<String, Page> all() {
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("choose-upstream", choose(Optional.of("/login/local?attempt=a1")));
    pages.put("choose-upstream-no-local", choose(Optional.empty()));
    pages.put("local-login", localLogin("", Optional.empty(), Optional.of("/login?attempt=a1")));
    pages.put(
        "local-login-error",
        localLogin(
            text.apply("local"),
            Optional.of(text.apply("User name or password is wrong.")),
            Optional.empty()));
    pages.put(
        "consent",
        new Page.Consent(
            application(),
            Optional.of(text.apply("app.example")),
            text.apply("alice@example.com"),
            List.of(text.apply("your name and user name"), text.apply("your e-mail address")),
            form("consent")));
    pages.put(
        "consent-known",
        new Page.Consent(
            application(),
            Optional.empty(),
            text.apply("alice@example.com"),
            List.of(text.apply("your name and user name")),
            form("consent")));
    pages.put(
        "confirm-logout",
        new Page.ConfirmLogout(
            Optional.of(text.apply("alice@example.com")),
            Optional.of(text.apply("Network inventory")),
            true,
            form("logout")));
    pages.put(
        "confirm-logout-nobody",
        new Page.ConfirmLogout(Optional.empty(), Optional.empty(), false, form("logout")));
    pages.put(
        "logged-out",
        new Page.LoggedOut(
            Optional.of(text.apply("http://localhost:8090/")),
            Optional.of(text.apply("Network inventory"))));
    pages.put("go-on", new Page.GoOn(text.apply("http://localhost:8090/oauth/complete/oidc/")));
    pages.put(
        "post-on",
        new Page.PostOn(
            text.apply("https://app.example/callback"),
            Map.of("state", text.apply("what the application sent"))));
    pages.put(
        "signing-out",
        new Page.SigningOut(
            List.of(text.apply("https://app.example/out?iss=i&sid=s")),
            List.of(text.apply("Network inventory")),
            Optional.of(text.apply("http://localhost:8090/"))));
    pages.put(
        "logout-status",
        new Page.LogoutStatus(
            List.of(
                new Page.Told(text.apply("Network inventory"), Page.Told.Outcome.NOT_REACHED_YET)),
            text.apply("/logout/root/status?receipt=r"),
            true));
    pages.put("logged-out-nowhere", new Page.LoggedOut(Optional.empty(), Optional.empty()));
    pages.put(
        "how-to-go-on",
        new Page.HowToGoOn(
            text.apply("There is an account with this e-mail address"),
            text.apply("It belongs to another way of signing in, so it was not joined to yours."),
            List.of(
                text.apply("Sign in the way you did before."),
                text.apply("Or ask your administrator to join the two accounts.")),
            Optional.of(text.apply("/login?attempt=a1"))));
    pages.put(
        "how-to-go-on-nowhere",
        new Page.HowToGoOn(text.apply("T"), text.apply("M"), List.of(), Optional.empty()));
    pages.put(
        "failure",
        new Page.Failure(
            400,
            text.apply("invalid_request"),
            text.apply("This sign-in link is not valid"),
            text.apply("The application sent you here with an address that it has not registered."),
            text.apply("Go back to the application and try again.")));
    pages.put(
        "failure-over",
        new Page.Failure(
            400,
            text.apply("invalid_request"),
            text.apply("This login is over"),
            text.apply("This login has expired."),
            text.apply("Start again."),
            Optional.of(new Page.Way(text.apply("See whether you are signed in"), text.apply("/"))),
            Optional.of(
                new Page.Link(text.apply("Wiki"), text.apply("https://app.example/start?iss=i")))));
    pages.put(
        "trace-page",
        new Page.TracePage(
            text.apply("1oGqk0yVvLrZbXH2mQe8Tg"),
            List.of(
                new Page.TracePart(
                    text.apply("2026-11-20T09:14:00Z inventory through okta: issued"),
                    false,
                    List.of(
                        new Page.TraceSection(
                            text.apply("claims of okta"),
                            List.of(text.apply("groups: [\"netbox_admin\"]"))))))));
    pages.put(
        "home",
        new Page.Home(
            Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
    Page.OwnLogin login =
        new Page.OwnLogin(
            text.apply("2026-11-20 09:14 UTC"),
            text.apply("Network inventory"),
            text.apply("Okta"),
            text.apply("signed in"),
            false,
            List.of(text.apply("roles: superusers")),
            Optional.of(text.apply("let you in as alice")),
            text.apply("/account/logins/1oGqk0yVvLrZbXH2mQe8Tg"));
    pages.put(
        "own-logins",
        new Page.OwnLogins(text.apply("alice@example.com"), 50, List.of(login), text.apply("/")));
    pages.put(
        "own-login-view",
        new Page.OwnLoginView(
            login,
            List.of(
                new Page.TraceSection(
                    text.apply("The application was told"),
                    List.of(text.apply("roles: superusers")))),
            text.apply("/account/logins")));
    pages.put(
        "home-signed-in",
        new Page.Home(
            Optional.of(text.apply("alice@example.com")),
            Optional.of(text.apply("Okta")),
            List.of(
                new Page.Link(text.apply("Wiki"), text.apply("https://app.example/start?iss=i"))),
            Optional.of(text.apply("/account/logins")),
            Optional.of(form("home"))));
    pages.putAll(new ConsoleSamples(text).all());
    return pages;
  }

  private Page choose(Optional<String> local) {
    List<Choice> choices =
        List.of(
            new Choice(text.apply("okta"), text.apply("Okta"), true, true),
            new Choice(text.apply("authentik"), text.apply("authentik"), false, false),
            new Choice(
                text.apply("a"), text.apply("Keycloak of the company we bought"), false, true));
    return new Page.ChooseUpstream(
        application(), choices, form("choose"), local.map(text), form("cancel"));
  }

  private Page localLogin(String username, Optional<String> error, Optional<String> back) {
    return new Page.LocalLogin(
        new Page.Application(text.apply("Network inventory"), Optional.empty(), List.of()),
        username,
        error,
        form("local"),
        back.map(text),
        form("cancel"));
  }

  private Page.Application application() {
    return new Page.Application(
        text.apply("Network inventory"),
        Optional.of(text.apply("n3tw0rk")),
        List.of(
            new Page.Link("Privacy policy", text.apply("https://app.example/privacy")),
            new Page.Link("Terms of use", text.apply("https://app.example/terms"))));
  }

  private Form form(String name) {
    return new Form(text.apply("/login/" + name), text.apply("token-" + name));
  }
}
