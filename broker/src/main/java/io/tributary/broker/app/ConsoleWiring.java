package io.tributary.broker.app;

import io.tributary.broker.admin.CanaryDesk;
import io.tributary.broker.admin.CanaryPages;
import io.tributary.broker.admin.Console;
import io.tributary.broker.admin.ConsoleCookies;
import io.tributary.broker.admin.ConsoleDoor;
import io.tributary.broker.admin.ConsoleEntrance;
import io.tributary.broker.admin.ConsoleGate;
import io.tributary.broker.admin.ConsoleLogin;
import io.tributary.broker.admin.ConsolePaths;
import io.tributary.broker.admin.ConsoleRefusals;
import io.tributary.broker.admin.DiffPages;
import io.tributary.broker.admin.DraftActions;
import io.tributary.broker.admin.DraftPages;
import io.tributary.broker.admin.DraftTests;
import io.tributary.broker.admin.LoginListPages;
import io.tributary.broker.admin.MappingActions;
import io.tributary.broker.admin.MappingAddresses;
import io.tributary.broker.admin.MappingDesk;
import io.tributary.broker.admin.MappingPages;
import io.tributary.broker.admin.RecordingPages;
import io.tributary.broker.admin.TestPages;
import io.tributary.broker.admin.TracePages;
import io.tributary.broker.keys.SealingKeys;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The console, where somebody administers. */
final class ConsoleWiring {
  private ConsoleWiring() {}

  static Console console(
      Vertx vertx,
      BrokerConfig config,
      Storage storage,
      SealingKeys sealing,
      BrowserSide browser,
      MappingDesk desk,
      Traces traces,
      Clock clock) {
    Issuer root = config.issuers().find(Issuer.ROOT).orElseThrow();
    ConsolePaths paths = AdminWiring.paths(config);
    Delivery delivery = browser.delivery();
    String signOut = root.path(EndpointPath.END_SESSION);
    ConsoleCookies cookies =
        new ConsoleCookies(
            browser.cookies(), sealing.forCookies(config.publicUrl().toString(), "console"), clock);
    ConsoleDoor door =
        new ConsoleDoor(
            cookies,
            browser.sessionCookie(),
            storage.sessions(),
            storage.grants(),
            config.administration(),
            root.identifier());
    ConsoleLogin login = new ConsoleLogin(door, cookies, storage.codes(), root, paths);
    ConsoleRefusals refusals = new ConsoleRefusals(delivery, paths, signOut);
    ConsoleGate gate =
        new ConsoleGate(door, login, cookies, paths, browser.formTokens(), delivery, refusals);
    return new Console(
        gate,
        new ConsoleEntrance(
            gate, door, login, cookies, paths, signOut, delivery, refusals, storage.audit(), clock),
        paths,
        mappings(gate, paths, storage, desk, delivery, clock),
        new TracePages(traces, storage.accounts(), paths),
        new LoginListPages(storage.loginList(), paths, clock),
        new RecordingPages(AdminWiring.reading(vertx, storage, clock), storage.accounts(), paths),
        delivery,
        refusals);
  }

  private static MappingAddresses mappings(
      ConsoleGate gate,
      ConsolePaths paths,
      Storage storage,
      MappingDesk desk,
      Delivery delivery,
      Clock clock) {
    DraftPages drafts = new DraftPages(desk, paths);
    return new MappingAddresses(
        gate,
        paths,
        new MappingPages(desk, paths),
        new MappingActions(desk, paths),
        drafts,
        new DraftActions(desk, drafts, paths),
        new TestPages(new DraftTests(desk, storage.audit(), clock), paths),
        new DiffPages(desk, paths, delivery),
        new CanaryPages(
            desk.mappings(), new CanaryDesk(desk.canaries(), storage.auditBefore(), clock), paths),
        delivery);
  }
}
