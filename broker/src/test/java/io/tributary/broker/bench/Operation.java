package io.tributary.broker.bench;

import io.vertx.core.Future;
import java.util.List;

/** What is measured: one operation is what a person or a client would call one thing done. */
interface Operation {
  List<String> NAMES = List.of("login", "silent-login", "token", "userinfo", "jwks", "discovery");

  String name();

  /**
   * Does it once; fails when the answer is not the right one.
   *
   * @param lane number of the connection, from 0
   */
  Future<Void> once(int lane);

  /** What has to be there before, unmeasured. */
  default Future<Void> prepare() {
    return Future.succeededFuture();
  }

  /** Whether there is something left to do. */
  default boolean hasNext() {
    return true;
  }
}
