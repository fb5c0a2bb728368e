/**
 * The end of sessions, whoever asks for it: a client through the browser, and an upstream. Ours
 * ends first, then the upstream's, then the browser returns to the client; applications hear of it
 * by frames and by posts from a queue, which begins in the statement that ends the session. The
 * addresses at which upstreams call belong to {@code upstream.FederationPaths}, the ending itself
 * to {@code session}, how a client wants to be told to {@code client.LogoutChannels}.
 */
package io.tributary.broker.logout;
