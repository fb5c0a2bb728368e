package io.tributary.broker.session;

/**
 * A session that has just begun.
 *
 * @param cookieValue 256 random bits; the only time that it is seen: the database has its hash
 */
public record StartedSession(String cookieValue, Session session) {
  @Override
  public String toString() {
    return "StartedSession[" + session.id() + "]";
  }
}
