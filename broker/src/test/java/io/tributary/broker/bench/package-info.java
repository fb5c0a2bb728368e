/**
 * The load driver behind {@code scripts/bench}: starts a broker of its own as a process of its own,
 * plays the browsers, the client and the upstream in this one, and reads from {@code /proc} what
 * the broker and its database spent. Nothing here is a test.
 */
package io.tributary.broker.bench;
