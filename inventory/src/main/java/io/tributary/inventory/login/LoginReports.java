package io.tributary.inventory.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.inventory.pipeline.SsoOutcome;
import io.tributary.platform.ops.Log;
import io.tributary.platform.relyingparty.Authentication;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;

/**
 * Tells the provider what became of its logins here, after they are answered: no login waits for it
 * or fails by it. A few are under way at once, a bounded number wait, and what is lost is counted
 * in {@code inventory_login_reports_total{outcome}}. May be used from every event loop.
 */
public final class LoginReports {
  /** Few: the same provider answers logins meanwhile. */
  static final int AT_ONCE = 2;

  static final int MOST_WAITING = 256;

  private final Function<String, Future<Boolean>> provider;
  private final Counter sent;
  private final Counter unwanted;
  private final Counter lost;
  private final Log log;
  private final Queue<String> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * @param provider takes a report; says whether it wants any
   */
  public LoginReports(Function<String, Future<Boolean>> provider, MeterRegistry registry, Log log) {
    this.provider = provider;
    this.sent = counter(registry, "sent");
    this.unwanted = counter(registry, "unwanted");
    this.lost = counter(registry, "lost");
    this.log = log;
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("inventory.login.reports")
        .description("What the provider was told of its logins here")
        .tag("outcome", outcome)
        .register(registry);
  }

  void accepted(Authentication login, SsoOutcome outcome) {
    login.sid().ifPresent(sid -> add(AccountReport.accepted(sid, outcome)));
  }

  void denied(Authentication login, Throwable cause) {
    login.sid().ifPresent(sid -> add(AccountReport.denied(sid, cause)));
  }

  /** Returns at once, and never fails. */
  void add(String report) {
    boolean taken;
    synchronized (waiting) {
      taken = waiting.size() < MOST_WAITING && waiting.add(report);
    }
    if (taken) {
      next();
    } else {
      lost.increment();
    }
  }

  private void next() {
    String report;
    synchronized (waiting) {
      if (underWay == AT_ONCE || waiting.isEmpty()) {
        return;
      }
      underWay++;
      report = waiting.remove();
    }
    Future.succeededFuture().compose(go -> provider.apply(report)).onComplete(this::done);
  }

  private void done(AsyncResult<Boolean> answer) {
    if (answer.failed()) {
      lost.increment();
      log.warn("login_report.lost").cause(answer.cause()).write();
    } else if (answer.result()) {
      sent.increment();
    } else {
      unwanted.increment();
    }
    synchronized (waiting) {
      underWay--;
    }
    next();
  }
}
