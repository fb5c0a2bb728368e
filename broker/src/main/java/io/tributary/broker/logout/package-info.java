/** The end of sessions: asked for by a client, here and at the upstream, and back to the client. */
package io.tributary.broker.logout;
