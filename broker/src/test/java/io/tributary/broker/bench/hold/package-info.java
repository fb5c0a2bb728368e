/**
 * An agent that {@code scripts/bench} loads into a broker of its own to see how long something
 * holds an event loop. It watches from a thread beside the loops and changes nothing in them; the
 * broker whose costs are measured runs without it.
 */
package io.tributary.broker.bench.hold;
