package io.tributary.broker.admin;

import io.tributary.broker.admin.LoginListRepository.Before;
import io.tributary.broker.admin.LoginListRepository.Listed;
import io.tributary.broker.laboratory.Said;
import io.tributary.broker.trace.TraceRepository;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.ConsolePage.LoginLine;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The newest logins, from which one goes on to how one of them came about. */
public final class LoginListPages {
  /** Microseconds, in which the database counts, and the number of an event. */
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,17})-([0-9]{1,18})");

  /** The clock of the node that wrote may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final LoginListRepository logins;
  private final ConsolePaths paths;
  private final Clock clock;

  public LoginListPages(LoginListRepository logins, ConsolePaths paths, Clock clock) {
    this.logins = logins;
    this.paths = paths;
    this.clock = clock;
  }

  /**
   * @param before where the page before ended, as its address has it; anything else: the newest
   */
  Future<ConsolePage> list(Visit visit, Optional<String> before) {
    Optional<Before> after = before.flatMap(LoginListPages::place);
    Before from = after.orElseGet(() -> new Before(clock.instant().plus(AHEAD), Long.MAX_VALUE));
    return logins
        .page(from, visit.administrator().author(), visit.requestId(), clock.instant())
        .map(found -> page(visit, after.isEmpty(), found));
  }

  private static Optional<Before> place(String written) {
    Matcher place = PLACE.matcher(written);
    return place.matches()
        ? Optional.of(
            new Before(
                Instant.EPOCH.plus(Long.parseLong(place.group(1)), ChronoUnit.MICROS),
                Long.parseLong(place.group(2))))
        : Optional.empty();
  }

  private ConsolePage page(Visit visit, boolean first, List<Listed> found) {
    List<String> sentences = new ArrayList<>();
    sentences.add("That you read them stands in the audit, with each person's name.");
    sentences.add(
        "Times are UTC. Of visitors who are unknown, refusals are kept of some only; the trace of a"
            + " login is kept for "
            + TraceRepository.KEPT.toDays()
            + " days.");
    if (found.isEmpty()) {
      sentences.add(first ? "Nobody has logged in yet." : "No more.");
    }
    return new ConsolePage.LoginList(
        visit.menu(),
        sentences,
        found.stream().map(this::line).toList(),
        found.size() < LoginListRepository.PAGE_SIZE
            ? Optional.empty()
            : Optional.of(next(found.get(found.size() - 1))),
        paths.at("traces"));
  }

  private String next(Listed last) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.at());
    return paths.at("logins?before=" + micros + "-" + last.event());
  }

  private LoginLine line(Listed login) {
    return new LoginLine(
        Said.time(login.at()),
        !login.succeeded(),
        Words.honest(outcome(login)),
        Words.honest(login.account().orElse("nobody known")),
        Words.honest(login.client()),
        Words.honest(login.upstream()),
        paths.at("traces/" + login.request()));
  }

  private static String outcome(Listed login) {
    return login.succeeded()
        ? login.result().equals("sso") ? "succeeded, by the session there was" : "succeeded"
        : "refused: " + login.result();
  }
}
