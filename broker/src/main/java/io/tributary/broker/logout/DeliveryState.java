package io.tributary.broker.logout;

import java.util.Locale;

/** How far a client was told that a session has ended. */
public enum DeliveryState {
  /** Not yet: it is being sent, or waits to be sent again. */
  PENDING,
  /** The client says that it has ended its own session. */
  ACKNOWLEDGED,
  /** The client says that the logout token is not good: sending it again would not help. */
  REFUSED,
  /** Given up after a day. */
  UNREACHABLE,
  /** The client has no address for it. */
  UNTOLD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeliveryState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
