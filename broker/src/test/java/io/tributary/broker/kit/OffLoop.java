package io.tributary.broker.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.keys.Sealer;
import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicInteger;

/** Seals as another one does, and knows what was asked of it on an event loop. */
public final class OffLoop implements Sealer {
  private final Sealer real;
  private final AtomicInteger sealed = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger onLoop = new AtomicInteger();

  public OffLoop(Sealer real) {
    this.real = real;
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    note(sealed);
    return real.seal(plain, context);
  }

  @Override
  public byte[] open(byte[] value, String context) {
    note(opened);
    return real.open(value, context);
  }

  private void note(AtomicInteger what) {
    what.incrementAndGet();
    if (Context.isOnEventLoopThread()) {
      onLoop.incrementAndGet();
    }
  }

  /** It was used both ways, and never on an event loop. */
  public void assertHeldNoLoop() {
    assertTrue(sealed.get() > 0, "something was sealed");
    assertTrue(opened.get() > 0, "something was opened");
    assertEquals(0, onLoop.get(), "held an event loop");
  }
}
