package io.tributary.broker.app;

import io.tributary.broker.account.Accounts;
import io.tributary.platform.ops.HarmlessText;
import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import java.util.List;

/** What a command says when there is nobody of a name. */
final class NoAccount {
  private NoAccount() {}

  /** Always fails, with the names that may have been meant. */
  static <T> Future<T> of(String person, Accounts accounts) {
    return accounts
        .near(person)
        .compose(near -> Future.failedFuture(new StartupException(sentence(person, near))));
  }

  private static String sentence(String person, List<String> near) {
    return HarmlessText.of(
        "There is no account "
            + person
            + "."
            + (near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?"));
  }
}
