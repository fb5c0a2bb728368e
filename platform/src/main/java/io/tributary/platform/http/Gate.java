package io.tributary.platform.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way in on one event loop: counts what is under way and refuses what has no place, before
 * anything of it is read.
 */
final class Gate {
  private final int most;
  private final AtomicInteger ofAllLoops;
  private final Crowding crowding;
  private final Turn turn;
  private final Admission admission;
  private int underWay;

  /**
   * @param loops that serve
   * @param most of all loops of the server together
   * @param ofAllLoops requests under way
   */
  Gate(Vertx vertx, int loops, int most, AtomicInteger ofAllLoops, Crowding crowding) {
    this.most = most;
    this.ofAllLoops = ofAllLoops;
    this.crowding = crowding;
    this.admission = new Admission(loops);
    this.turn = new Turn(vertx);
  }

  /** To be asked once for each request. */
  boolean admits(HttpServerRequest request) {
    long now = System.nanoTime();
    long delay = Math.max(turn.lasted(now), crowding.delayNanos().getAsLong());
    boolean begins = crowding.begins().test(request.path() == null ? "" : request.path());
    return admission.admits(now, delay, underWay, begins) && ofAllLoops.get() < most;
  }

  /** One was let in. */
  void entered() {
    underWay++;
    ofAllLoops.incrementAndGet();
  }

  void left() {
    underWay--;
    ofAllLoops.decrementAndGet();
  }
}
