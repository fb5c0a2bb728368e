package io.tributary.broker.web;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.Optional;

/** Words for people: what an error code means and what to do about it. */
final class FailurePages {
  private FailurePages() {}

  static Page.Failure of(OAuthException failure) {
    return new Page.Failure(
        failure.code().status(),
        failure.code().wire(),
        title(failure.code()),
        failure.description() + ".",
        advice(failure.code()));
  }

  /** A page of the past: nothing is wrong, and there is a way on. */
  static Page.Failure over(OAuthException failure, String home, Optional<Page.Link> again) {
    return new Page.Failure(
        failure.code().status(),
        failure.code().wire(),
        "This login is over",
        failure.description() + ".",
        "If you have signed in, go back to the application: it knows you. If not, start again from"
            + " there.",
        Optional.of(new Page.Way("See whether you are signed in", home)),
        again);
  }

  static Page.Failure ofStatus(int status) {
    return switch (status) {
      case 404 ->
          new Page.Failure(
              404,
              "not_found",
              "There is nothing here",
              "This address does not exist.",
              "Go back to the application and start again from there.");
      case 405 ->
          new Page.Failure(
              405,
              "method_not_allowed",
              "This cannot be done here",
              "This address does not take this kind of request.",
              "Go back to the application and start again from there.");
      case 503 ->
          new Page.Failure(
              503,
              "temporarily_unavailable",
              "Please come back in a moment",
              "The service is busy or its database does not answer.",
              "Wait a few seconds and try again.");
      case 400, 413, 414, 415, 431 ->
          new Page.Failure(
              status,
              "invalid_request",
              "The request cannot be read",
              "The request is malformed or too large.",
              "Go back to the application and start again. If this happens again, tell its owner.");
      default ->
          new Page.Failure(
              status,
              "server_error",
              "Something went wrong here",
              "The request could not be finished. This is our fault.",
              "Try again. If this happens again, give the id below to your administrator.");
    };
  }

  private static String title(ErrorCode code) {
    return switch (code) {
      case ACCESS_DENIED -> "The login was not allowed";
      case TEMPORARILY_UNAVAILABLE -> "Please come back in a moment";
      case SERVER_ERROR -> "Something went wrong";
      case INVALID_CLIENT, UNAUTHORIZED_CLIENT -> "This application is not known here";
      default -> "This login cannot go on";
    };
  }

  private static String advice(ErrorCode code) {
    return switch (code) {
      case ACCESS_DENIED -> "Go back to the application and start again.";
      case TEMPORARILY_UNAVAILABLE -> "Wait a few seconds and try again.";
      case SERVER_ERROR ->
          "Try again. If this happens again, give the id below to your administrator.";
      default ->
          "Go back to the application and start again. If this happens again, tell its owner: the"
              + " application's settings do not fit those registered here.";
    };
  }
}
