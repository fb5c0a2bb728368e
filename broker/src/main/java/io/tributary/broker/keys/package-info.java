/**
 * Signing keys and their life (next, active, retired), the key set document, what signs and
 * verifies our own tokens whatever they say, and sealing (AES-256-GCM) of cookies and of secrets at
 * rest. Keys of clients belong to {@code client}, those of upstreams to the relying party of the
 * platform. Knows no claim, session or client.
 */
package io.tributary.broker.keys;
