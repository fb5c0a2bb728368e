package io.tributary.inventory.page;

/**
 * A request that we answer with a failure page. Every text is our own: a sentence on what happened,
 * and one on what to do.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final String advice;

  public Refusal(int status, String title, String message, String advice) {
    super(message, null, false, false);
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  public static Refusal badRequest(String message) {
    return new Refusal(
        400,
        "This request cannot be understood",
        message,
        "Go back, correct it and send it again. If you followed a link, it may be damaged.");
  }

  public static Refusal notFound() {
    return new Refusal(
        404,
        "Page not found",
        "There is nothing at this address.",
        "It may have been deleted. Start again from the navigation.");
  }

  public static Refusal foreignForm() {
    return new Refusal(
        403,
        "This form is not valid any more",
        "The form was not sent from a page of this session, so nothing was changed.",
        "Open the page again in this browser, then send the form from there.");
  }

  public static Refusal busy() {
    return new Refusal(
        503,
        "Too busy just now",
        "More requests are waiting than can be served.",
        "Wait a few seconds and try again.");
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public String advice() {
    return advice;
  }
}
