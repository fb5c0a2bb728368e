package io.tributary.broker.upstream;

import io.tributary.platform.relyingparty.PendingLogin;
import io.vertx.core.json.JsonObject;

/**
 * A login that is under way at an upstream: what must be kept, out of others' sight, until its
 * answer comes.
 */
public final class UpstreamLogin {
  private final PendingLogin pending;

  UpstreamLogin(PendingLogin pending) {
    this.pending = pending;
  }

  /**
   * @throws IllegalArgumentException when a member is missing or of another type
   */
  public static UpstreamLogin fromJson(JsonObject json) {
    return new UpstreamLogin(PendingLogin.fromJson(json));
  }

  public JsonObject toJson() {
    return pending.toJson();
  }

  /** Name of the upstream: the answer is accepted from no other. */
  public String upstream() {
    return pending.provider();
  }

  PendingLogin pending() {
    return pending;
  }

  @Override
  public String toString() {
    return pending.toString();
  }
}
