package io.tributary.broker.admin;

import io.tributary.broker.account.Account;
import io.tributary.broker.account.Accounts;
import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TracePart;
import io.tributary.broker.trace.TraceText;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.trace.WhyAnswer;
import io.tributary.broker.trace.WhyQuestion;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Page;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.ops.HarmlessText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pages that tell how the claims of a login came about. Each reading is audited by the statement
 * that reads, with the name of whoever reads.
 */
public final class TracePages {
  /** Of a login or a request. */
  static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{4,64}");

  private static final int LONGEST = 300;

  private final Traces traces;
  private final Accounts accounts;
  private final ConsolePaths paths;

  public TracePages(Traces traces, Accounts accounts, ConsolePaths paths) {
    this.traces = traces;
    this.accounts = accounts;
    this.paths = paths;
  }

  ConsolePage search(Visit visit, Optional<String> said) {
    return new ConsolePage.FindTrace(
        visit.menu(),
        paths.at("logins"),
        visit.form(paths.at("traces")),
        visit.form(paths.at("why")),
        said);
  }

  /** Where the trace of a login is, by the id that somebody typed; nothing when it can be none. */
  Optional<String> address(Parameters form) {
    return form.get("id", LONGEST)
        .map(String::strip)
        .filter(id -> ID.matcher(id).matches())
        .map(id -> paths.at("traces/" + id));
  }

  Future<ConsolePage> one(Visit visit, String id) {
    return traces
        .find(id, visit.administrator().author())
        .map(
            found ->
                found
                    .<ConsolePage>map(
                        trace ->
                            new ConsolePage.FoundTrace(
                                visit.menu(), page(trace), paths.at("traces")))
                    .orElseGet(
                        () ->
                            search(
                                visit,
                                Optional.of(
                                    "Nothing is recorded of " + id + ": " + Traces.NOT_FOUND))));
  }

  private static Page.TracePage page(LoginTrace trace) {
    return new Page.TracePage(trace.id(), trace.parts().stream().map(TracePages::part).toList());
  }

  private static Page.TracePart part(LoginTrace.Part part) {
    return new Page.TracePart(
        HarmlessText.of(TraceText.head(part)),
        part.outcome() == TracePart.Outcome.REFUSED || !part.error().equals("none"),
        TraceText.sections(part).stream()
            .map(
                section ->
                    new Page.TraceSection(
                        HarmlessText.of(section.title()),
                        section.lines().stream().map(HarmlessText::of).toList()))
            .toList());
  }

  /** Why somebody has something, or has it not. */
  Future<ConsolePage> why(Visit visit, Parameters form) {
    String person = form.get("person", LONGEST).map(String::strip).orElse("");
    String value = form.get("value", LONGEST).map(String::strip).orElse("");
    if (person.isEmpty() || value.isEmpty()) {
      return Future.succeededFuture(
          search(visit, Optional.of("Say whose login and which role or value you mean.")));
    }
    Optional<String> client = form.get("client", LONGEST).map(String::strip);
    return accounts
        .named(person)
        .compose(
            found ->
                found
                    .map(account -> ask(visit, account, value, client))
                    .orElseGet(
                        () ->
                            Future.succeededFuture(
                                search(visit, Optional.of("There is no account of this name.")))));
  }

  private Future<ConsolePage> ask(
      Visit visit, Account account, String value, Optional<String> client) {
    WhyQuestion question =
        new WhyQuestion(
            account.subject(), account.username(), value, client.filter(id -> !id.isEmpty()));
    return traces
        .why(question, visit.administrator().author())
        .map(WhyAnswer::lines)
        .map(lines -> new ConsolePage.Why(visit.menu(), List.copyOf(lines), paths.at("traces")));
  }
}
