/**
 * Signing keys and their life (next, active, retired), the key set document, and sealing
 * (AES-256-GCM) of cookies and of secrets at rest. Knows no token, session or client.
 */
package io.tributary.broker.keys;
