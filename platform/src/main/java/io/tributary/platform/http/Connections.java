package io.tributary.platform.http;

import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;

/** Closes connections of one event loop on which no request head arrives in time. */
final class Connections {
  private final Deadlines deadlines;
  private final Timeouts timeouts;
  private final IdentityHashMap<HttpConnection, State> open = new IdentityHashMap<>();

  Connections(Deadlines deadlines, Timeouts timeouts) {
    this.deadlines = deadlines;
    this.timeouts = timeouts;
  }

  void opened(HttpConnection connection) {
    State state = new State();
    open.put(connection, state);
    state.head = deadlines.in(timeouts.head(), connection::close);
    connection.closeHandler(
        closed -> {
          open.remove(connection);
          state.head.cancel();
        });
  }

  /** A request head was read. */
  void began(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.active++;
      state.head.cancel();
    }
  }

  /** Its response has ended: the next head must come in time. */
  void ended(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null && --state.active == 0) {
      state.head = deadlines.in(timeouts.keepAlive(), connection::close);
    }
  }

  private static final class State {
    private int active;
    private Deadlines.Deadline head;
  }
}
