package io.tributary.broker.admin;

import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Page;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the console says no. */
public final class ConsoleRefusals {
  /** Problems of a mapping that are told at once. */
  private static final int MOST = 20;

  private final Delivery delivery;
  private final ConsolePaths paths;
  private final String signOut;

  /**
   * @param signOut path of the root issuer's end of session
   */
  public ConsoleRefusals(Delivery delivery, ConsolePaths paths, String signOut) {
    this.delivery = delivery;
    this.paths = paths;
    this.signOut = signOut;
  }

  void fail(RoutingContext context, Throwable cause) {
    Optional<ApiProblem> known = ApiProblem.known(cause);
    if (known.isPresent()) {
      int status = known.get().status();
      delivery.page(
          context,
          status,
          failure(
              status,
              known.get().code(),
              "This was not done",
              sentence(known.get(), cause),
              home()));
      return;
    }
    OAuthException failure = delivery.understood(context, cause);
    delivery.page(
        context,
        failure.code().status(),
        failure(
            failure.code().status(),
            failure.code().wire(),
            "This cannot go on",
            failure.description() + ".",
            home()));
  }

  private static String sentence(ApiProblem problem, Throwable cause) {
    return cause instanceof ConfigException wrong
        ? wrong.problems().stream()
            .limit(MOST)
            .map(Object::toString)
            .collect(Collectors.joining("; "))
        : Words.sentence(cause, problem);
  }

  /** A form that is longer than the listener takes. */
  void tooLong(RoutingContext context) {
    delivery.page(
        context,
        413,
        new Page.Failure(
            413,
            "too_large",
            "This is too long for a form",
            "A form holds "
                + FormLength.MOST
                + " as it is sent, where a line's end has 6 bytes and most signs 3."
                + " Nothing was changed, and what you typed is still there when you go back. "
                + MappingSource.LIMITS,
            "Save it with scripts/broker mapping draft, or over the API.",
            Optional.of(home()),
            Optional.empty()));
  }

  void deny(RoutingContext context, Administrator administrator) {
    delivery.page(
        context,
        403,
        failure(
            403,
            "access_denied",
            "You may not do this",
            "No role of the account " + administrator.username() + " gives this permission.",
            new Page.Way("Sign out, to come as somebody else", signOut)));
  }

  /** A form that came too late. */
  void signedOut(RoutingContext context) {
    delivery.page(
        context,
        403,
        failure(
            403,
            "access_denied",
            "You are not signed in to the console any more",
            "Nothing was changed.",
            home()));
  }

  private Page.Way home() {
    return new Page.Way("Go to the console", paths.home());
  }

  private static Page failure(int status, String code, String title, String message, Page.Way way) {
    return new Page.Failure(
        status,
        code,
        title,
        message,
        "If this is wrong, give the id below to whoever runs this service.",
        Optional.of(way),
        Optional.empty());
  }
}
