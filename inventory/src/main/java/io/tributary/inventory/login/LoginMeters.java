package io.tributary.inventory.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.inventory.pipeline.SsoOutcome;
import io.tributary.inventory.session.LoginMethod;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code inventory_logins_total{method,outcome}}, {@code
 * inventory_sso_groups_changed_total{change}} and {@code inventory_sso_accounts_total{how}}: all
 * registered at start.
 */
public final class LoginMeters {
  private final Map<LoginMethod, Map<Outcome, Counter>> logins = new EnumMap<>(LoginMethod.class);
  private final Counter groupsAdded;
  private final Counter groupsRemoved;
  private final Counter created;
  private final Counter linked;

  /** How a login ended. */
  public enum Outcome {
    SUCCESS,
    /** Wrong password, or the provider said no. */
    DENIED,
    /** Too many attempts. */
    THROTTLED,
    /** The provider could not be reached. */
    UNAVAILABLE,
    /** The provider answered wrongly, or we are set up wrongly there. */
    MISBEHAVED,
    /** An answer that belongs to no login of this browser. */
    FOREIGN,
    /** The account was switched off here. */
    INACTIVE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LoginMeters(MeterRegistry registry) {
    for (LoginMethod method : LoginMethod.values()) {
      Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        outcomes.put(
            outcome,
            Counter.builder("inventory.logins")
                .description("Logins by method and outcome")
                .tag("method", method.word())
                .tag("outcome", outcome.word())
                .register(registry));
      }
      logins.put(method, outcomes);
    }
    groupsAdded = groups(registry, "added");
    groupsRemoved = groups(registry, "removed");
    created = accounts(registry, "created");
    linked = accounts(registry, "linked");
  }

  void login(LoginMethod method, Outcome outcome) {
    logins.get(method).get(outcome).increment();
  }

  void pipeline(SsoOutcome outcome) {
    groupsAdded.increment(outcome.groupsAdded());
    groupsRemoved.increment(outcome.groupsRemoved());
    created.increment(outcome.created() ? 1 : 0);
    linked.increment(outcome.linked() ? 1 : 0);
  }

  private static Counter groups(MeterRegistry registry, String change) {
    return Counter.builder("inventory.sso.groups.changed")
        .description("Group memberships that logins added or removed")
        .tag("change", change)
        .register(registry);
  }

  private static Counter accounts(MeterRegistry registry, String how) {
    return Counter.builder("inventory.sso.accounts")
        .description("Accounts that first logins created or linked by e-mail")
        .tag("how", how)
        .register(registry);
  }
}
