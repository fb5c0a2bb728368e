package io.tributary.inventory.page;

/**
 * The page of a failure.
 *
 * @param message what happened, in a sentence
 * @param advice what to do, in a sentence
 */
public record Failure(int status, String title, String message, String advice) implements Page {
  @Override
  public String template() {
    return "failure.jte";
  }

  static Failure of(Refusal refusal) {
    return new Failure(refusal.status(), refusal.title(), refusal.getMessage(), refusal.advice());
  }

  /** For a status that the server came to by itself. */
  public static Failure of(int status) {
    return switch (status) {
      case 404 -> of(Refusal.notFound());
      case 405 ->
          new Failure(
              405,
              "Not possible here",
              "This address does not take that kind of request.",
              "Use the links and buttons of the pages.");
      case 413, 414, 431 ->
          new Failure(
              status,
              "Too large",
              "The request is larger than is accepted.",
              "Shorten what you entered and try again.");
      case 429, 503 -> of(Refusal.busy());
      default ->
          status < 500
              ? of(Refusal.badRequest("Some part of it is missing or malformed."))
              : new Failure(
                  status,
                  "Something went wrong here",
                  "The request could not be completed, and that is not your fault.",
                  "Try again in a moment. If it happens again, give the request id below to"
                      + " your administrator.");
    };
  }
}
