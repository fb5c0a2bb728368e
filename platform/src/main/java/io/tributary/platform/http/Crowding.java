package io.tributary.platform.http;

import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the service knows about a request when there is too much to do.
 *
 * @param delayNanos how long a request of the current event loop waits for what is behind the
 *     service (its database), beyond what it takes there without a queue; asked for each request
 * @param begins whether a request to that path begins something (a login), so that little is lost
 *     by refusing it; the others end something begun and are let in longer
 */
public record Crowding(LongSupplier delayNanos, Predicate<String> begins) {
  /** Nothing is behind the service, and all requests are alike. */
  public static final Crowding UNKNOWN = new Crowding(() -> 0, path -> true);
}
