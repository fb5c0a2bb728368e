package io.tributary.broker.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.client.Client;
import io.tributary.broker.session.Session;
import io.tributary.broker.trace.TraceNotes;
import io.tributary.broker.trace.TracePart;
import io.tributary.broker.trace.TracePart.Outcome;
import io.tributary.broker.trace.TraceWriter;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells operators and auditors how logins end: {@code
 * broker_logins_total{upstream,client,outcome,error}} (names from the configuration only), one log
 * line, one audit event and one trace each.
 */
public final class LoginReport {
  /** The label of a login that came to no upstream. */
  static final String NO_UPSTREAM = "none";

  private final MeterRegistry registry;
  private final Audit audit;
  private final TraceWriter traces;
  private final VisitorLimit refusals;
  private final Log log;
  private final Clock clock;
  private final Map<Series, Counter> logins = new ConcurrentHashMap<>();

  /**
   * @param refusals how many of one visitor's refused logins are audited and traced. All are
   *     counted and logged; but anybody can be refused as often as they like, and must neither fill
   *     the database nor the queue in which true events wait.
   */
  public LoginReport(
      MeterRegistry registry,
      Audit audit,
      TraceWriter traces,
      VisitorLimit refusals,
      Log log,
      Clock clock) {
    this.traces = traces;
    this.refusals = refusals;
    this.registry = registry;
    this.audit = audit;
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param silent the session was there already
   */
  void issued(RoutingContext context, Client client, Session session, boolean silent) {
    String requestId = RequestInfo.of(context).id();
    String outcome = silent ? "sso" : "success";
    count(session.upstream(), client.label(), outcome, "none");
    log.info("login.completed")
        .request(requestId)
        .with("client", client.id())
        .with("upstream", session.upstream())
        .with("subject", session.subject())
        .with("outcome", outcome)
        .write();
    record(
        "login.succeeded",
        requestId,
        Optional.of(session.subject()),
        session.upstream(),
        client.id(),
        outcome);
    keep(context, session.upstream(), client.id(), Outcome.ISSUED, "none");
  }

  /**
   * The person is asked something else. What was found out about them just now is kept already: the
   * requests that follow do not know it.
   */
  void waiting(RoutingContext context, Client client) {
    TraceNotes notes = LoginFacts.notes(context);
    if (notes.isProven()) {
      keep(context, notes.upstream(), client.id(), Outcome.WAITING, "none");
    }
  }

  /**
   * @param upstream configured name, {@code local} or {@code none}
   */
  void failed(RoutingContext context, Optional<Client> client, String upstream, String error) {
    RequestInfo visitor = RequestInfo.of(context);
    String name = client.map(Client::id).orElse("none");
    count(upstream, client.map(Client::label).orElse("none"), "failure", error);
    boolean heard = refusals.take(visitor.network());
    if (heard) {
      record("login.refused", visitor.id(), Optional.empty(), upstream, name, error);
    }
    // Nobody is anonymous whom a provider vouches for.
    if (heard || LoginFacts.notes(context).isOfPerson()) {
      keep(context, upstream, name, Outcome.REFUSED, error);
    }
  }

  private void keep(
      RoutingContext context, String upstream, String client, Outcome outcome, String error) {
    traces.add(
        LoginFacts.notes(context)
            .part(new TracePart.Ending(clock.instant(), upstream, client, outcome, error)));
  }

  private void count(String upstream, String client, String outcome, String error) {
    logins
        .computeIfAbsent(new Series(upstream, client, outcome, error), this::register)
        .increment();
  }

  private Counter register(Series series) {
    return Counter.builder("broker.logins")
        .tag("upstream", series.upstream())
        .tag("client", series.client())
        .tag("outcome", series.outcome())
        .tag("error", series.error())
        .register(registry);
  }

  /** Names from the configuration and constants: few. */
  private record Series(String upstream, String client, String outcome, String error) {}

  private void record(
      String type,
      String requestId,
      Optional<String> subject,
      String upstream,
      String client,
      String result) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            type,
            requestId,
            subject,
            Optional.of(upstream),
            Optional.of(client),
            new JsonObject().put("result", result)));
  }
}
