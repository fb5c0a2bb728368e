package io.tributary.platform.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One answer that a {@link Browser} got: a page, or a redirect that it has not followed.
 *
 * @param navigation what started it, which counts for the redirects that follow
 */
public record Page(URI uri, int status, HttpHeaders headers, String body, Navigation navigation) {

  /** Whether it sends the browser on: by its status, or as a page that goes on by itself. */
  public boolean isRedirect() {
    return (status >= 300 && status < 400 && headers.firstValue("location").isPresent())
        || goesOn();
  }

  /**
   * Whether it is a page that goes on by itself ({@code <meta http-equiv="refresh">} without
   * delay). What it starts is a navigation of its own: the {@code form-action} of the page before
   * counts no more.
   */
  public boolean goesOn() {
    return status == 200 && Html.refresh(this).isPresent();
  }

  /** Absolute address that the browser is sent on to. */
  public URI location() {
    if (goesOn()) {
      return Html.refresh(this).orElseThrow();
    }
    return uri.resolve(
        headers
            .firstValue("location")
            .orElseThrow(() -> new AssertionError(status + " without Location at " + uri)));
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  public String contentType() {
    return header("content-type").orElse("");
  }

  public List<Form> forms() {
    return Html.forms(this);
  }

  /** The first form with this property. */
  public Form form(Predicate<Form> wanted) {
    return forms().stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such form at " + uri + " among " + forms()));
  }

  /** The form whose action ends so. */
  public Form formTo(String actionEnd) {
    return form(candidate -> candidate.action().getPath().endsWith(actionEnd));
  }

  /** The only form of the page. */
  public Form form() {
    if (forms().size() != 1) {
      throw new AssertionError("not one form at " + uri + ": " + forms());
    }
    return forms().get(0);
  }

  /** Targets of the page's links, absolute. */
  public List<URI> links() {
    return Html.links(this);
  }

  /** What a person reads: without tags, entities decoded, blanks folded. */
  public String text() {
    return Html.text(body);
  }

  @Override
  public String toString() {
    return status + " " + uri + (isRedirect() ? " -> " + location() : "");
  }
}
