package io.tributary.broker.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Browsers with a session, each on a loop of its own choice, that log in silently over and over.
 */
final class Sessions {
  private static final int FOR_EACH_LOOP = 64;

  private final List<List<LoadBrowser>> browsers = new ArrayList<>();
  private final BenchClient client;

  private Sessions(BenchClient client) {
    this.client = client;
  }

  /** Logs them all in. */
  static Sessions of(Loops loops, BenchClient client) throws Exception {
    Sessions sessions = new Sessions(client);
    for (int loop = 0; loop < Loops.COUNT; loop++) {
      List<LoadBrowser> own = new ArrayList<>();
      for (int i = 0; i < FOR_EACH_LOOP; i++) {
        LoadBrowser browser = client.browser();
        Stage.await(loops.on(loop, () -> client.authorize(browser, "").compose(client::exchange)));
        own.add(browser);
      }
      sessions.browsers.add(own);
    }
    return sessions;
  }

  /** A silent login: two requests. */
  Future<?> once(int loop, int number) {
    LoadBrowser browser = browsers.get(loop).get(number % FOR_EACH_LOOP);
    return client.authorize(browser, "").compose(client::exchange);
  }
}
