package io.tributary.broker.bench;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** What is measured: one operation is what a person or a client would call one thing done. */
interface Operation {
  List<String> NAMES =
      List.of(
          "client-credentials",
          "refresh",
          "introspection",
          "userinfo",
          "discovery",
          "jwks",
          "token",
          "silent-login",
          "login",
          "first-login");

  /** Those through the upstream. */
  Set<String> LOGINS = Set.of("login", "first-login");

  /** Those whose answer is signed: only they differ by algorithm. */
  Set<String> SIGNED =
      Set.of("client-credentials", "refresh", "token", "silent-login", "login", "first-login");

  /** Those that write a session or what hangs on one. */
  Set<String> OF_SESSIONS = Set.of("silent-login", "login", "first-login");

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
