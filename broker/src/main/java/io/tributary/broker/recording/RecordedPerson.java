package io.tributary.broker.recording;

import io.tributary.broker.account.KeyOwner;
import java.util.List;

/**
 * Somebody at one provider, with the newest recorded login at each application.
 *
 * @param owner the account of the newest of them
 * @param logins those that can be read
 * @param unreadable those that somebody changed or moved
 */
public record RecordedPerson(
    String upstream,
    String issuer,
    String sub,
    KeyOwner owner,
    List<RecordedLogin> logins,
    int unreadable) {
  public RecordedPerson {
    logins = List.copyOf(logins);
  }
}
