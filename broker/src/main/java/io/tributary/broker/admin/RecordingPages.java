package io.tributary.broker.admin;

import io.tributary.broker.account.Account;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.laboratory.Said;
import io.tributary.broker.recording.RecordedLogin;
import io.tributary.broker.recording.RecordingFilter;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.ConsolePage.RecordedLine;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Shows what recorded logins brought. */
public final class RecordingPages {
  private static final int PAGE = 20;
  private static final int LONGEST = 1000;

  private final RecordingReading reading;
  private final Accounts accounts;
  private final ConsolePaths paths;

  public RecordingPages(RecordingReading reading, Accounts accounts, ConsolePaths paths) {
    this.reading = reading;
    this.accounts = accounts;
    this.paths = paths;
  }

  /**
   * @param after id of the last of the page before, 0 for the first
   */
  Future<ConsolePage> list(Visit visit, long after) {
    return reading
        .page(
            after,
            PAGE,
            new RecordingFilter(Optional.empty(), Optional.empty(), Optional.empty()),
            new RecordingReading.Reader(
                visit.administrator().author(), ConsoleClient.ID, visit.requestId()))
        .compose(read -> names(read.logins()).map(names -> page(visit, after, read, names)));
  }

  private Future<Map<String, String>> names(List<RecordedLogin> logins) {
    List<Future<Optional<Account>>> found =
        logins.stream().map(RecordedLogin::subject).distinct().map(accounts::find).toList();
    return Future.all(found)
        .map(
            all ->
                found.stream()
                    .map(Future::result)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(Account::subject, Account::username)));
  }

  private ConsolePage page(
      Visit visit, long after, RecordingReading.Read read, Map<String, String> names) {
    List<String> sentences = new ArrayList<>();
    sentences.add("That you read them stands in the audit, with each person's name.");
    if (read.logins().isEmpty()) {
      sentences.add(
          after == 0
              ? "Nothing is recorded; recordings: in the configuration switches it on."
              : "No more.");
    }
    if (read.unreadable() > 0) {
      sentences.add(read.unreadable() + " cannot be read: their people were forgotten.");
    }
    OptionalLong last = read.last();
    return new ConsolePage.RecordingList(
        visit.menu(),
        sentences,
        read.logins().stream()
            .map(login -> line(login, names.getOrDefault(login.subject(), login.subject())))
            .toList(),
        last.isPresent()
            ? Optional.of(paths.at("recordings?after=" + last.getAsLong()))
            : Optional.empty());
  }

  private static RecordedLine line(RecordedLogin login, String who) {
    List<String> facts = new ArrayList<>();
    facts.add("groups: " + login.identity().groups());
    facts.add(Said.time(login.at()) + ", with " + String.join(" ", login.scopes().values()));
    if (!login.redacted().isEmpty()) {
      facts.add(
          "kept as pseudonyms: "
              + login.redacted().stream().sorted().collect(Collectors.joining(", ")));
    }
    List<String> claims = new ArrayList<>();
    login
        .identity()
        .raw()
        .all()
        .forEach(
            (name, claim) ->
                claims.add(
                    claim(
                        name,
                        claim.fold(
                            String::valueOf,
                            () -> "empty",
                            () -> "absent",
                            () -> "could not be fetched"))));
    return new RecordedLine(
        Words.honest(
            who + " through " + login.identity().upstream() + " to " + login.client().id()),
        facts.stream().map(Words::honest).toList(),
        claims);
  }

  private static String claim(String name, String value) {
    String line = name + ": " + value;
    return Words.honest(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }
}
