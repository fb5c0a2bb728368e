package io.tributary.inventory.app;

import io.tributary.inventory.user.UserRepository.NewLocalUser;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;

/**
 * What the configuration asks to be there at the first start: local accounts, created when absent
 * and never overwritten, and the demo's sites, racks and devices, only into an empty inventory.
 */
final class FirstData {
  private FirstData() {}

  static Future<Void> create(InventoryConfig config, Wiring wiring, Log log) {
    Future<Void> done = Future.succeededFuture();
    for (LocalUserConfig user : config.users()) {
      done = done.compose(last -> user(user, wiring, log));
    }
    return config.demoData() ? done.compose(last -> DemoData.fill(wiring.catalog(), log)) : done;
  }

  private static Future<Void> user(LocalUserConfig user, Wiring wiring, Log log) {
    return wiring
        .users()
        .byName(user.username())
        .compose(
            there ->
                there.isPresent()
                    ? Future.succeededFuture()
                    : wiring
                        .passwords()
                        .hash(user.password().reveal())
                        .compose(
                            hash ->
                                wiring
                                    .users()
                                    .createLocal(
                                        new NewLocalUser(
                                            user.username(),
                                            user.email(),
                                            hash,
                                            user.superuser(),
                                            user.staff())))
                        .onSuccess(
                            made ->
                                made.ifPresent(
                                    id ->
                                        log.info("user.created")
                                            .with("username", user.username())
                                            .write()))
                        .mapEmpty());
  }
}
