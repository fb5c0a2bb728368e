package io.tributary.platform.outbound;

import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The JVM's blocking resolver, off the event loops; a dead name server fills only its queue. */
final class SystemResolver implements HostResolver {
  private static final int THREADS = 4;
  private static final int MAX_WAITING = 128;

  private final WorkerExecutor workers;
  private final AtomicInteger underWay = new AtomicInteger();

  private final Function<String, List<InetAddress>> lookUp;

  SystemResolver(Vertx vertx) {
    this(vertx, SystemResolver::lookUp);
  }

  /**
   * @param lookUp may block for as long as a name server likes; it throws {@link OutboundException}
   */
  SystemResolver(Vertx vertx, Function<String, List<InetAddress>> lookUp) {
    // A name of its own: Vert.x shares a pool among all who name it alike, and then a name server
    // of
    // one client, which answers slowly on purpose, would hold up the names of every provider.
    String name = "outbound-resolver-" + UUID.randomUUID();
    this.workers = vertx.createSharedWorkerExecutor(name, THREADS, 30, TimeUnit.SECONDS);
    this.lookUp = lookUp;
  }

  @Override
  public Future<List<InetAddress>> resolve(String host) {
    if (underWay.incrementAndGet() > MAX_WAITING) {
      underWay.decrementAndGet();
      return Future.failedFuture(
          new OutboundException(Reason.BUSY, host + ": too many names being resolved", null));
    }
    return workers
        .executeBlocking(() -> lookUp.apply(host), false)
        .onComplete(any -> underWay.decrementAndGet());
  }

  private static List<InetAddress> lookUp(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException unknown) {
      throw new OutboundException(Reason.UNRESOLVED, host + ": unknown host", null);
    }
  }

  @Override
  public Future<Void> close() {
    return workers.close();
  }
}
