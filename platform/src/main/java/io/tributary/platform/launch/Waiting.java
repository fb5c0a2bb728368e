package io.tributary.platform.launch;

import io.tributary.platform.ops.StartupException;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on a thread of the program, never on an event loop. */
final class Waiting {
  private Waiting() {}

  /**
   * The result; a failure as it is where it is unchecked.
   *
   * @param what for the sentence: {@code The start}
   */
  static <T> T await(Future<T> future, String what, long seconds) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new StartupException(
              what + " failed: " + failed.getCause().getMessage(), failed.getCause());
    } catch (TimeoutException tooLong) {
      throw new StartupException(what + " took more than " + seconds + " s.", tooLong);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupException(what + " was interrupted.", interrupted);
    }
  }
}
