/**
 * The end of sessions, whoever asks for it: a client through the browser, and an upstream. Ours
 * ends first, then the upstream's, then the browser returns to the client. The addresses at which
 * upstreams call belong to {@code upstream.FederationPaths}, the ending itself to {@code session}.
 */
package io.tributary.broker.logout;
