package io.tributary.broker.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the templates show. Each page is a record; its template has the same name in lower case with
 * hyphens ({@code ChooseUpstream} is {@code choose-upstream.jte}) and takes the page and a {@link
 * Frame}.
 */
public sealed interface Page {

  /**
   * What surrounds every page.
   *
   * @param base path under which everything is mounted, with a trailing slash: prefix of assets
   * @param requestId shown small at the foot; the key to the log
   */
  record Frame(PageLook look, String base, String requestId) {}

  /**
   * A form's hidden protection.
   *
   * @param action relative to the host
   * @param token value of the hidden field {@code csrf}
   */
  record Form(String action, String token) {}

  /**
   * An application as it describes itself.
   *
   * @param name for display
   * @param logo segment below {@code logos/}, where the picture is that we drew
   * @param links to its own pages, https
   */
  record Application(String name, Optional<String> logo, List<Link> links) {}

  /** A link to a page that is not ours. */
  record Link(String label, String address) {}

  /**
   * One button of the choice.
   *
   * @param id value of the submit button named {@code upstream}
   * @param last chosen the last time in this browser
   * @param available false while the provider does not answer: shown, marked, still clickable
   */
  record Choice(String id, String label, boolean last, boolean available) {}

  /**
   * More than one way to log in.
   *
   * @param local link to the local login; empty when it is off
   */
  record ChooseUpstream(
      Application application, List<Choice> choices, Form form, Optional<String> local, Form cancel)
      implements Page {}

  /**
   * Fields {@code username} and {@code password}.
   *
   * @param username to show again
   * @param error one sentence, or nothing
   * @param back link to the choice, when there is one
   */
  record LocalLogin(
      Application application,
      String username,
      Optional<String> error,
      Form form,
      Optional<String> back,
      Form cancel)
      implements Page {}

  /**
   * Buttons {@code decision=allow} and {@code decision=deny}.
   *
   * @param stranger host that the person is sent back to, when the application registered itself:
   *     its name may lie (RFC 7591 §5)
   * @param scopes what the application asks for, in words
   */
  record Consent(
      Application application,
      Optional<String> stranger,
      String account,
      List<String> scopes,
      Form form)
      implements Page {}

  /**
   * Ask before a session ends; buttons {@code decision=logout} and {@code decision=stay}.
   *
   * @param somebodyElse the application named another person than the one who is signed in
   */
  record ConfirmLogout(
      Optional<String> account, Optional<String> client, boolean somebodyElse, Form form)
      implements Page {}

  /**
   * @param goOn where the application asked to return to
   */
  record LoggedOut(Optional<String> goOn, Optional<String> client) implements Page {}

  /**
   * An application and whether it knows that the person has signed out.
   *
   * @param application its display name
   */
  record Told(String application, Outcome outcome) {
    /** In words that the page shows. */
    public enum Outcome {
      SIGNED_OUT("has signed you out"),
      BEING_TOLD("is being told"),
      NOT_REACHED_YET("could not be reached yet; we go on trying"),
      NOT_REACHED("could not be reached: sign out there as well"),
      REFUSED("did not accept it: sign out there as well"),
      ASKED_IN_BROWSER("was asked in this browser"),
      CANNOT_BE_TOLD("cannot be told: sign out there as well");

      private final String words;

      Outcome(String words) {
        this.words = words;
      }

      public String words() {
        return words;
      }
    }
  }

  /**
   * Signed out, and which applications know of it.
   *
   * @param again address of this page
   * @param reload by itself, while something is about to change
   */
  record LogoutStatus(List<Told> applications, String again, boolean reload) implements Page {}

  /**
   * Signed out; frames end the sessions of applications, then it goes on by itself.
   *
   * @param frames addresses to load
   * @param clients their applications' names
   * @param goOn where to; nothing: it stays
   */
  record SigningOut(List<String> frames, List<String> clients, Optional<String> goOn)
      implements Page {}

  /**
   * A person's login is refused and there is a way on, such as an account that must be linked
   * first.
   *
   * @param steps what to do, one sentence each
   */
  record HowToGoOn(String title, String message, List<String> steps, Optional<String> restart)
      implements Page {}

  /**
   * @param code stable error code such as {@code invalid_request}
   * @param message what happened, in a sentence
   * @param advice what to do, in a sentence
   * @param way a link to where one can go on
   * @param again application that begins another login, by its name
   */
  record Failure(
      int status,
      String code,
      String title,
      String message,
      String advice,
      Optional<Way> way,
      Optional<Link> again)
      implements Page {
    Failure(int status, String code, String title, String message, String advice) {
      this(status, code, title, message, advice, Optional.empty(), Optional.empty());
    }
  }

  /** A link of our own. */
  record Way(String label, String path) {}

  /**
   * Goes on to another site by itself, with a link for browsers that do not.
   *
   * @param location absolute, validated
   */
  record GoOn(String location) implements Page {}

  /**
   * Posts values to another site by itself, with a button for browsers that do not (OAuth 2.0 Form
   * Post Response Mode §2).
   *
   * @param address absolute, validated
   * @param fields by name
   */
  record PostOn(String address, Map<String, String> fields) implements Page {
    /** Says nothing of the values, which are codes and tokens. */
    @Override
    public String toString() {
      return "PostOn[" + address + "]";
    }
  }

  /**
   * What one request added to a login's trace.
   *
   * @param head when, where, and how it stood
   */
  record TracePart(String head, boolean refused, List<TraceSection> sections) {}

  /** One thing that was found out or decided, a line for each fact of it. */
  record TraceSection(String title, List<String> lines) {}

  /**
   * The trace of one login: everything in it is foreign text.
   *
   * @param login its id
   */
  record TracePage(String login, List<TracePart> parts) implements Page {}

  /**
   * A person's own latest logins.
   *
   * @param most how many are shown
   * @param home address of the front page
   */
  record OwnLogins(String account, int most, List<OwnLogin> logins, String home) implements Page {}

  /**
   * A login in words for the person whose it is.
   *
   * @param through whom they signed in by
   * @param given groups and roles that the application was told
   * @param there what the application said it did
   * @param address of its own page
   */
  record OwnLogin(
      String at,
      String application,
      String through,
      String outcome,
      boolean refused,
      List<String> given,
      Optional<String> there,
      String address) {}

  /**
   * One of them.
   *
   * @param back address of the list
   */
  record OwnLoginView(OwnLogin login, List<TraceSection> sections, String back) implements Page {}

  /**
   * The broker's own front page.
   *
   * @param account signed-in person
   * @param applications of this session that can be opened from here, by their names
   * @param logins address of the person's own logins
   * @param signOut present when somebody is signed in
   */
  record Home(
      Optional<String> account,
      Optional<String> upstream,
      List<Link> applications,
      Optional<String> logins,
      Optional<Form> signOut)
      implements Page {}

  /** Pages of the console stand in {@link ConsolePage}. */
  non-sealed interface Console extends Page {}
}
